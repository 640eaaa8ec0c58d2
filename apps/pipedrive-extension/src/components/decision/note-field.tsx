import { useId } from 'react';
import { useTexts } from '../language-context.ts';
import { decisionTexts } from './texts.ts';

/** The longest note the service takes, in characters. */
const noteLengthMax = 3000;

/** What staff add to the mail, with the characters that are left. */
export function NoteField({ value, onChange }: { value: string; onChange(value: string): void }) {
  const texts = useTexts(decisionTexts);
  const id = useId();
  return (
    <div className="field">
      <label htmlFor={id}>{texts.note}</label>
      <textarea
        id={id}
        rows={3}
        value={value}
        maxLength={noteLengthMax}
        aria-describedby={`${id}-hint`}
        onChange={(event) => onChange(event.target.value)}
      />
      <span className="field-foot hint" id={`${id}-hint`}>
        <span>{texts.noteHint}</span>
        <span>{texts.noteLeft(noteLengthMax - value.length)}</span>
      </span>
    </div>
  );
}
