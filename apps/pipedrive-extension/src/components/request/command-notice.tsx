import type { Commands } from '../../hooks/use-commands.ts';
import { Button } from '../button.tsx';
import { useTexts } from '../language-context.ts';
import { Notice } from '../notice.tsx';
import { requestTexts } from './texts.ts';

/** What the last click led to: why nothing was done, or that the service could not be reached. */
export function CommandNotice({ commands: { news, forgetNews } }: { commands: Commands }) {
  const texts = useTexts(requestTexts);
  if (news === null) return null;
  const close = (
    <Button tone="quiet" onClick={forgetNews}>
      {texts.close}
    </Button>
  );
  if (news.kind === 'failed') {
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
  return (
    <Notice tone={news.kind === 'refused' ? 'warning' : 'info'} title={texts.notDone}>
      <p>{news.reason}</p>
      <div className="buttons">{close}</div>
    </Notice>
  );
}
