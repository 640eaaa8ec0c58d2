import { useState } from 'react';
import type { TemplatePreview, TemplateView } from '#core/contract/templates-view.ts';
import { useTexts } from '../../../components/language-context.ts';
import { Notice } from '../../../components/notice.tsx';
import type { MailTexts } from '../contract.ts';
import type { SettingsApi } from '../settings-api.ts';
import { toolTexts } from '../texts/tools.ts';
import { useTemplatePreview } from '../use-template-preview.ts';
import { DealChoice } from './deal-choice.tsx';

interface PreviewProps {
  api: SettingsApi;
  item: TemplateView;
  shown: MailTexts;
}

/** The mail as somebody would get it, made by the service from the text as it is being written. */
export function TemplatePreviewView({ api, item, shown }: PreviewProps) {
  const texts = useTexts(toolTexts);
  const { subject, text, html } = shown;
  const { key, language } = item;
  const [dealId, setDealId] = useState<number | null>(null);
  const preview = useTemplatePreview(api, { key, language, subject, text, html, dealId });
  return (
    <section className="preview" aria-label={texts.preview}>
      <h3>{texts.preview}</h3>
      <DealChoice api={api} chosen={dealId} onChoose={setDealId} />
      {preview === null && <p className="hint">{texts.previewLoading}</p>}
      {preview && !preview.ok && <p className="hint">{texts.previewAway}</p>}
      {preview?.ok && <Mail mail={preview.value} language={item.language} />}
    </section>
  );
}

function Mail({ mail, language }: { mail: TemplatePreview; language: TemplateView['language'] }) {
  const texts = useTexts(toolTexts);
  const [isPlain, setPlain] = useState(false);
  return (
    <>
      {mail.problems.length > 0 && (
        <Notice tone="danger" title={texts.previewProblems}>
          <ul className="lines">
            {mail.problems.map(({ path, title, detail }) => (
              <li key={`${path} ${detail}`}>
                {title}. {detail}
              </li>
            ))}
          </ul>
        </Notice>
      )}
      <label className="choice">
        <input type="checkbox" checked={isPlain} onChange={({ target }) => setPlain(target.checked)} />
        <span>{texts.previewText}</span>
      </label>
      <div className="mail" lang={language}>
        <dl>
          <dt>{texts.subject}</dt>
          <dd>{mail.subject}</dd>
        </dl>
        {isPlain ? <pre>{mail.text}</pre> : <iframe title={texts.preview} sandbox="" srcDoc={mail.html} />}
      </div>
    </>
  );
}
