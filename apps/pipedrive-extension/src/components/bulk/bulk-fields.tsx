import { useId } from 'react';
import type { BulkDecisionType } from '#core/contract/bulk.ts';
import type { DecisionChoices } from '#core/contract/request-view.ts';
import { NoteField } from '../decision/note-field.tsx';
import { ReasonChoice } from '../decision/reason-choice.tsx';
import { useTexts } from '../language-context.ts';
import { requestTexts } from '../request/texts.ts';
import { TextField } from '../text-field.tsx';
import { bulkTexts } from './texts.ts';
import type { BulkForm } from './view-model.ts';

interface FieldsProps {
  type: BulkDecisionType;
  form: BulkForm;
  choices: DecisionChoices;
  /** The form was sent without what it needs. */
  isMissing: boolean;
  onChange(changed: Partial<BulkForm>): void;
}

/** What a decision about several requests has to say, the same for all of them. */
export function BulkFields({ type, form, choices, isMissing, onChange }: FieldsProps) {
  const texts = useTexts(requestTexts);
  if (type === 'reconsider-request') return null;
  if (type === 'accept-request') return <Targets form={form} choices={choices} onChange={onChange} />;
  if (type === 'ask-for-evidence') {
    return (
      <TextField
        label={texts.evidenceDocument}
        placeholder={texts.evidenceExample}
        lengthMax={300}
        problem={isMissing ? texts.evidenceMissing : null}
        value={form.document}
        onChange={(document) => onChange({ document })}
      />
    );
  }
  return (
    <>
      <ReasonChoice
        reasons={choices.refusalReasons}
        chosen={form.reason}
        isMissing={isMissing}
        onChoose={(reason) => onChange({ reason })}
      />
      <NoteField value={form.note} onChange={(note) => onChange({ note })} />
    </>
  );
}

function Targets({ form, choices, onChange }: Pick<FieldsProps, 'form' | 'choices' | 'onChange'>) {
  const texts = useTexts(bulkTexts);
  const group = useId();
  if (choices.targets.length < 2) return null;
  return (
    <fieldset>
      <legend>{texts.target}</legend>
      {choices.targets.map(({ key, label }) => (
        <label key={key} className="choice">
          <input
            type="radio"
            name={group}
            checked={form.target === key}
            onChange={() => onChange({ target: key })}
          />
          <span>{label}</span>
        </label>
      ))}
    </fieldset>
  );
}
