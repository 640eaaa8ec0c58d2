import { Button } from '../../../components/button.tsx';
import { useTexts } from '../../../components/language-context.ts';
import { Notice } from '../../../components/notice.tsx';
import { sharedTexts } from '../../../components/texts.ts';
import type { ConversionCommands } from '../../../hooks/use-conversion-command.ts';
import { useNow } from '../../../hooks/use-now.ts';
import { dayTexts } from './texts.ts';

/** What became of the last click, and the way back while there is one. */
export function CommandNews({ commands, nowMs }: { commands: ConversionCommands; nowMs: () => number }) {
  const texts = useTexts(dayTexts);
  const shared = useTexts(sharedTexts);
  const { news } = commands;
  const undo = news?.kind === 'done' ? (news.view?.undo ?? null) : null;
  const now = useNow(nowMs, undo ? 1_000 : null);
  if (news === null) return null;
  if (news.kind === 'failed') {
    return (
      <Notice tone="danger" title={news.problem.title}>
        <p>{news.problem.detail}</p>
        <div className="buttons">
          <Button onClick={news.again}>{shared.tryAgain}</Button>
        </div>
      </Notice>
    );
  }
  if (news.kind === 'left') return <Notice tone="warning" title={news.reason} />;
  const { draft } = news;
  return (
    <Notice tone="info" title={texts.done(draft.type)}>
      {undo && now < Date.parse(undo.until) && (
        <div className="buttons">
          <Button
            tone="quiet"
            onClick={() => void commands.send({ type: 'undo-step', conversionId: draft.conversionId })}
          >
            {texts.undo}
          </Button>
        </div>
      )}
    </Notice>
  );
}
