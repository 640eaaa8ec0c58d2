import type { ProblemDocument } from '#core/contract/problem.ts';
import { Notice } from '../../../components/notice.tsx';
import { momentWords } from '../../../dates.ts';
import type { News } from '../../../hooks/use-commands.ts';
import { ProblemNotice } from '../problem-notice.tsx';
import { useWords } from '../words-context.ts';
import { useDesk } from './desk.ts';
import { viewTexts } from './texts.ts';

/** What is shown may be old. */
export function StaleNotice({ problem, seenAtMs }: { problem: ProblemDocument; seenAtMs: number }) {
  const { t, language } = useWords(viewTexts);
  const { nowMs } = useDesk();
  const at = momentWords(new Date(seenAtMs).toISOString(), nowMs, language);
  return (
    <Notice status="warning" title={problem.title}>
      <p>{t('stale', { at, why: problem.detail })}</p>
    </Notice>
  );
}

const newsStatus = { advanced: 'success', ignored: 'info', refused: 'warning' } as const;
const newsTitle = { advanced: 'done', ignored: 'changed_nothing', refused: 'refused' } as const;

/** What the last press in a place led to. */
export function NewsOf({ place }: { place: string }) {
  const { commands } = useDesk();
  const news = commands.newsIn(place);
  return news && <NewsNotice news={news} />;
}

function NewsNotice({ news }: { news: News }) {
  const { t } = useWords(viewTexts);
  if (news.kind === 'failed') return <ProblemNotice problem={news.problem} onRetry={news.again} />;
  return (
    <Notice status={newsStatus[news.kind]} title={t(newsTitle[news.kind])}>
      <p>{news.reason}</p>
    </Notice>
  );
}
