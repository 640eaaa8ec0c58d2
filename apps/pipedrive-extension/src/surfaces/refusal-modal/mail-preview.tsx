import type { RefusalPreview } from '#core/contract/request-view.ts';
import { useTexts } from '../../components/language-context.ts';
import type { Answer } from '../../service/answer.ts';
import { refusalTexts } from './texts.ts';

interface PreviewProps {
  preview: Answer<RefusalPreview> | null;
  /** Whether a reason is chosen, so that there is a mail to show. */
  isWanted: boolean;
}

/** The mail as the requester will get it. Its HTML is shown in a frame that can do nothing. */
export function MailPreview({ preview, isWanted }: PreviewProps) {
  const texts = useTexts(refusalTexts);
  return (
    <section className="preview" aria-label={texts.preview} aria-live="polite">
      <h2>{texts.preview}</h2>
      {!isWanted && <p className="hint">{texts.previewEmpty}</p>}
      {isWanted && preview === null && <p className="hint">{texts.previewLoading}</p>}
      {isWanted && preview && !preview.ok && <p className="hint">{texts.previewFailed}</p>}
      {isWanted && preview?.ok && preview.value.to === '' && <p className="hint">{texts.previewNone}</p>}
      {isWanted && preview?.ok && preview.value.to !== '' && <Mail mail={preview.value} />}
    </section>
  );
}

function Mail({ mail }: { mail: RefusalPreview }) {
  const texts = useTexts(refusalTexts);
  return (
    <div className="mail">
      <dl>
        <dt>{texts.to}</dt>
        <dd>{mail.to}</dd>
        <dt>{texts.subject}</dt>
        <dd>{mail.subject}</dd>
      </dl>
      {mail.html ? <iframe title={texts.preview} sandbox="" srcDoc={mail.html} /> : <pre>{mail.text}</pre>}
    </div>
  );
}
