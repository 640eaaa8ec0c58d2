import { useId, useRef, useState } from 'react';
import type { DecisionChoices } from '#core/contract/request-view.ts';
import { Button } from '../../components/button.tsx';
import { Icon } from '../../components/icon.tsx';
import { useTexts } from '../../components/language-context.ts';
import { TextField } from '../../components/text-field.tsx';
import { newRequestTexts } from './texts.ts';
import { lengthMax, shortLink } from './view-model.ts';

/** The address of the public form with its source code, for whoever would rather fill it in themselves. */
export function ShortLink({ choices }: { choices: DecisionChoices | null }) {
  const texts = useTexts(newRequestTexts);
  const [isOpen, setOpen] = useState(false);
  const id = useId();
  // Where the service does not tell the form's address, it stands on the service's own origin.
  const formUrl = choices?.formUrl === undefined ? `${window.location.origin}/request` : choices.formUrl;
  if (formUrl === null) return null;
  return (
    <div>
      <button
        type="button"
        className="disclosure"
        aria-expanded={isOpen}
        aria-controls={id}
        onClick={() => setOpen(!isOpen)}
      >
        <Icon name="chevron-right" size={12} />
        {texts.link}
      </button>
      <div id={id}>{isOpen && <Link formUrl={formUrl} sources={choices?.sources ?? []} />}</div>
    </div>
  );
}

interface LinkProps {
  formUrl: string;
  sources: readonly { key: string; label: string }[];
}

function Link({ formUrl, sources }: LinkProps) {
  const texts = useTexts(newRequestTexts);
  const [code, setCode] = useState('');
  const [news, setNews] = useState('');
  const address = useRef<HTMLInputElement>(null);
  const id = useId();
  const link = shortLink(formUrl, code) ?? '';
  const change = (next: string) => {
    setNews('');
    setCode(next);
  };
  const copy = () => {
    address.current?.select();
    // The newer way to the clipboard is closed to frames whose host does not open it; this one asks nobody.
    setNews(document.execCommand('copy') ? texts.copied : texts.copyByHand);
  };
  return (
    <div className="short-link">
      <p className="hint">{texts.linkLead}</p>
      {sources.length > 0 ? (
        <div className="field">
          <label htmlFor={`${id}-code`}>{texts.linkCode}</label>
          <select id={`${id}-code`} value={code} onChange={(event) => change(event.target.value)}>
            <option value="">{texts.noCode}</option>
            {sources.map(({ key, label }) => (
              <option key={key} value={key}>
                {label}
              </option>
            ))}
          </select>
        </div>
      ) : (
        <TextField
          label={texts.linkCode}
          value={code}
          lengthMax={lengthMax.code}
          problem={null}
          onChange={change}
        />
      )}
      <div className="field">
        <label htmlFor={`${id}-address`}>{texts.linkAddress}</label>
        <div className="copy-line">
          <input ref={address} id={`${id}-address`} type="text" readOnly value={link} />
          <Button onClick={copy}>{texts.copy}</Button>
        </div>
        <span className="hint" role="status">
          {news}
        </span>
      </div>
    </div>
  );
}
