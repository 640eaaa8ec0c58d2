import { useId } from 'react';
import { useTexts } from '../../components/language-context.ts';
import { TextField } from '../../components/text-field.tsx';
import { SourceChoice } from './source-choice.tsx';
import { newRequestTexts } from './texts.ts';
import { type EntryForm, type EntryProblems, lengthMax } from './view-model.ts';

export interface FieldsProps {
  form: EntryForm;
  problems: EntryProblems;
  /** The codes of the settings; empty when there are none. */
  sources: readonly { key: string; label: string }[];
  onChange(changed: Partial<EntryForm>): void;
  onEnter(): void;
}

/** Who asks, how to reach them, for whom, what for, and how they came. */
export function EntryFields(props: FieldsProps) {
  const { form, problems, onChange, onEnter } = props;
  const texts = useTexts(newRequestTexts);
  const words = (problem: EntryProblems['name']) => (problem ? texts.problem[problem] : null);
  return (
    <>
      <TextField
        label={texts.name}
        value={form.name}
        isRequired
        startsFocused
        lengthMax={lengthMax.name}
        problem={words(problems.name)}
        onChange={(name) => onChange({ name })}
        onEnter={onEnter}
      />
      <Email {...props} />
      <TextField
        label={texts.phone}
        type="tel"
        value={form.phone}
        lengthMax={lengthMax.phone}
        problem={null}
        onChange={(phone) => onChange({ phone })}
        onEnter={onEnter}
      />
      <TextField
        label={texts.organization}
        value={form.organization}
        lengthMax={lengthMax.organization}
        problem={null}
        onChange={(organization) => onChange({ organization })}
        onEnter={onEnter}
      />
      <Need {...props} />
      <SourceChoice {...props} />
    </>
  );
}

function Email({ form, problems, onChange, onEnter }: FieldsProps) {
  const texts = useTexts(newRequestTexts);
  return (
    <div>
      {!form.emailUnknown && (
        <TextField
          label={texts.email}
          type="email"
          value={form.email}
          isRequired
          lengthMax={lengthMax.email}
          problem={problems.email ? texts.problem[problems.email] : null}
          isLaterProblem={problems.name !== undefined}
          onChange={(email) => onChange({ email })}
          onEnter={onEnter}
        />
      )}
      <label className="choice">
        <input
          type="checkbox"
          checked={form.emailUnknown}
          onChange={(event) => onChange({ emailUnknown: event.target.checked })}
        />
        <span>{texts.emailUnknown}</span>
      </label>
      {form.emailUnknown && <p className="hint">{texts.emailUnknownHint}</p>}
    </div>
  );
}

function Need({ form, onChange }: FieldsProps) {
  const texts = useTexts(newRequestTexts);
  const id = useId();
  return (
    <div className="field">
      <label htmlFor={id}>{texts.need}</label>
      <textarea
        id={id}
        rows={3}
        value={form.need}
        maxLength={lengthMax.need}
        onChange={(event) => onChange({ need: event.target.value })}
      />
    </div>
  );
}
