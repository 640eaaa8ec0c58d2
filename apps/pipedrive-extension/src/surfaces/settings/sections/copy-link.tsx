import { useId, useRef, useState } from 'react';
import { Button } from '../../../components/button.tsx';
import { useTexts } from '../../../components/language-context.ts';
import { useForm } from '../form-context.ts';
import { readAt } from '../model/document.ts';
import { formLink } from '../model/form-link.ts';
import { fieldTexts } from '../texts/fields.ts';

/** A link to the public form, ready to be copied and, once the form is open, to be followed. */
export function CopyLink({ label, source }: { label: string; source: string | null }) {
  const texts = useTexts(fieldTexts);
  const id = useId();
  const input = useRef<HTMLInputElement>(null);
  const [news, setNews] = useState('');
  const { companyId, saved } = useForm();
  const link = formLink(window.location.origin, companyId, source);
  const isOpen = readAt(saved, 'publicForm.enabled') === true;
  async function copy(): Promise<void> {
    input.current?.select();
    setNews((await wrote(link)) ? texts.copied : texts.copyByHand);
  }
  return (
    <div className="field copy-link">
      <label htmlFor={id}>{label}</label>
      <div className="copy-line">
        <input ref={input} id={id} type="text" readOnly value={link} />
        <Button label={texts.copyLink(source ?? '')} onClick={() => void copy()}>
          {texts.copy}
        </Button>
        {isOpen && (
          <a
            className="button button-secondary"
            href={link}
            target="_blank"
            rel="noreferrer"
            aria-label={texts.openLink(source ?? '')}
          >
            {texts.open}
          </a>
        )}
      </div>
      <span className="hint" role="status">
        {news || (isOpen ? '' : texts.openAfterSaving)}
      </span>
    </div>
  );
}

/** A frame may write to the clipboard only where its host allows it. */
async function wrote(text: string): Promise<boolean> {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    return false;
  }
}
