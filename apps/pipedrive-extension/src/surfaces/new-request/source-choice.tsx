import { useEffect, useId, useRef } from 'react';
import { useTexts } from '../../components/language-context.ts';
import { TextField } from '../../components/text-field.tsx';
import type { FieldsProps } from './entry-fields.tsx';
import { newRequestTexts } from './texts.ts';
import { lengthMax } from './view-model.ts';

const kinds = ['phone', 'event', 'code'] as const;

/** How the request came: by phone, at an event, or by a code of the settings. */
export function SourceChoice(props: FieldsProps) {
  const { form, onChange } = props;
  const texts = useTexts(newRequestTexts);
  const group = useId();
  return (
    <fieldset>
      <legend>{texts.source}</legend>
      {kinds.map((kind) => (
        <label key={kind} className="choice">
          <input
            type="radio"
            name={group}
            checked={form.source === kind}
            onChange={() => onChange({ source: kind })}
          />
          <span>{texts.sources[kind]}</span>
        </label>
      ))}
      {form.source === 'code' && <Code {...props} />}
    </fieldset>
  );
}

function Code({ form, problems, sources, onChange, onEnter }: FieldsProps) {
  const texts = useTexts(newRequestTexts);
  const problem = problems.code ? texts.problem[problems.code] : null;
  const isLater = problems.name !== undefined || problems.email !== undefined;
  if (sources.length > 0) return <KnownCode {...{ form, sources, problem, isLater, onChange }} />;
  return (
    <TextField
      label={texts.code}
      hint={texts.codeHint}
      value={form.code}
      isRequired
      lengthMax={lengthMax.code}
      problem={problem}
      isLaterProblem={isLater}
      onChange={(code) => onChange({ code })}
      onEnter={onEnter}
    />
  );
}

interface KnownProps extends Pick<FieldsProps, 'form' | 'sources' | 'onChange'> {
  problem: string | null;
  isLater: boolean;
}

function KnownCode({ form, sources, problem, isLater, onChange }: KnownProps) {
  const texts = useTexts(newRequestTexts);
  const id = useId();
  const choice = useRef<HTMLSelectElement>(null);
  useEffect(() => {
    if (problem !== null && !isLater) choice.current?.focus();
  }, [problem, isLater]);
  return (
    <div className="field">
      <label htmlFor={id}>{texts.code}</label>
      <select
        ref={choice}
        id={id}
        value={form.code}
        required
        aria-invalid={problem !== null}
        aria-describedby={problem === null ? undefined : `${id}-note`}
        onChange={(event) => onChange({ code: event.target.value })}
      >
        <option value="">{texts.chooseCode}</option>
        {sources.map(({ key, label }) => (
          <option key={key} value={key}>
            {label}
          </option>
        ))}
      </select>
      {problem !== null && (
        <span id={`${id}-note`} className="field-problem">
          {problem}
        </span>
      )}
    </div>
  );
}
