import type { ConversionCommands } from '../../hooks/use-conversion-command.ts';
import { Button } from '../button.tsx';
import { useTexts } from '../language-context.ts';
import { Notice } from '../notice.tsx';
import { requestTexts } from '../request/texts.ts';

/** What the last click led to when it changed nothing: why, or that the service could not be reached. */
export function CommandNews({ commands: { news, forgetNews } }: { commands: ConversionCommands }) {
  const texts = useTexts(requestTexts);
  if (news === null || news.kind === 'done') return null;
  const close = (
    <Button tone="quiet" onClick={forgetNews}>
      {texts.close}
    </Button>
  );
  if (news.kind === 'left') {
    return (
      <Notice tone="warning" title={texts.notDone}>
        <p>{news.reason}</p>
        <div className="buttons">{close}</div>
      </Notice>
    );
  }
  return (
    <Notice tone="danger" title={news.problem.title}>
      <p>{news.problem.detail}</p>
      <div className="buttons">
        <Button onClick={news.again}>{texts.tryAgain}</Button>
        {close}
      </div>
    </Notice>
  );
}
