import { useCallback, useState } from 'react';
import type { SettingsHistory } from '#core/contract/settings-view.ts';
import { Button } from '../../../components/button.tsx';
import { useLanguage, useTexts } from '../../../components/language-context.ts';
import { ProblemPage } from '../../../components/problem-page.tsx';
import { Skeleton } from '../../../components/skeleton.tsx';
import { StatePage } from '../../../components/state-page.tsx';
import { fullMomentWords, momentWords } from '../../../dates.ts';
import { useAnswer } from '../../../hooks/use-answer.ts';
import type { SettingsApi } from '../settings-api.ts';
import { pageTexts } from '../texts/page.ts';
import { toolTexts } from '../texts/tools.ts';
import { Changes } from './changes.tsx';

type HistoryItem = SettingsHistory['items'][number];

/** Who changed what, when: the newest change first. */
export function History({ api, nowMs }: { api: SettingsApi; nowMs: () => number }) {
  const texts = useTexts(pageTexts);
  const words = useTexts(toolTexts);
  const ask = useCallback((signal: AbortSignal) => api.history(null, signal), [api]);
  const { answer, retry } = useAnswer(ask);
  if (answer === null) return <Skeleton label={texts.loading} />;
  if (!answer.ok) return <ProblemPage problem={answer.problem} onRetry={retry} />;
  if (answer.value.items.length === 0) {
    return <StatePage icon="clock" title={words.historyEmpty} detail={words.historyEmptyDetail} />;
  }
  return <Pages api={api} first={answer.value} nowMs={nowMs} />;
}

interface PagesProps {
  api: SettingsApi;
  first: SettingsHistory;
  nowMs: () => number;
}

function Pages({ api, first, nowMs }: PagesProps) {
  const texts = useTexts(toolTexts);
  const [page, setPage] = useState(first);
  const [isBusy, setBusy] = useState(false);
  const { nextCursor } = page;
  async function more(cursor: string): Promise<void> {
    setBusy(true);
    const answer = await api.history(cursor);
    setBusy(false);
    if (answer.ok)
      setPage({ items: [...page.items, ...answer.value.items], nextCursor: answer.value.nextCursor });
  }
  return (
    <>
      <ol className="history" aria-label={texts.history}>
        {page.items.map((item) => (
          <Entry key={item.revision} item={item} nowMs={nowMs()} />
        ))}
      </ol>
      {nextCursor !== null && (
        <Button busy={isBusy} onClick={() => void more(nextCursor)}>
          {texts.more}
        </Button>
      )}
    </>
  );
}

function Entry({ item, nowMs }: { item: HistoryItem; nowMs: number }) {
  const language = useLanguage();
  return (
    <li>
      <p>
        <strong>{item.changedBy}</strong>{' '}
        <time dateTime={item.changedAt} title={fullMomentWords(item.changedAt, language)}>
          {momentWords(item.changedAt, nowMs, language)}
        </time>
      </p>
      <Changes changes={item.changes} />
    </li>
  );
}
