import { useEffect, useId, useRef } from 'react';

interface Option<Value extends string> {
  value: Value;
  label: string;
  hint?: string;
}

interface RadiosProps<Value extends string> {
  legend: string;
  options: readonly Option<Value>[];
  chosen: Value;
  onChoose(value: Value): void;
}

/** One of a few things; the chosen one takes the focus when the form opens. */
export function Radios<Value extends string>({ legend, options, chosen, onChoose }: RadiosProps<Value>) {
  const group = useId();
  const first = useRef<HTMLInputElement>(null);
  useEffect(() => first.current?.focus(), []);
  return (
    <fieldset>
      <legend>{legend}</legend>
      {options.map(({ value, label, hint }) => (
        <div key={value} className="choice">
          <label>
            <input
              ref={value === chosen ? first : null}
              type="radio"
              name={group}
              checked={value === chosen}
              aria-describedby={hint === undefined ? undefined : `${group}-${value}`}
              onChange={() => onChoose(value)}
            />
            <span>{label}</span>
          </label>
          {hint !== undefined && (
            <span className="hint" id={`${group}-${value}`}>
              {hint}
            </span>
          )}
        </div>
      ))}
    </fieldset>
  );
}

interface SelectProps {
  label: string;
  /** The words for no choice; left out, one has to be chosen. */
  none?: string;
  options: readonly { value: string; label: string }[];
  value: string;
  onChoose(value: string): void;
  startsFocused?: boolean;
}

/** One of many things, by name. */
export function Select({ label, none, options, value, onChoose, startsFocused = false }: SelectProps) {
  const id = useId();
  const select = useRef<HTMLSelectElement>(null);
  useEffect(() => {
    if (startsFocused) select.current?.focus();
  }, [startsFocused]);
  return (
    <div className="field">
      <label htmlFor={id}>{label}</label>
      <select ref={select} id={id} value={value} onChange={(event) => onChoose(event.target.value)}>
        {none !== undefined && <option value="">{none}</option>}
        {options.map((option) => (
          <option key={option.value} value={option.value}>
            {option.label}
          </option>
        ))}
      </select>
    </div>
  );
}

interface NoteProps {
  label: string;
  value: string;
  onChange(text: string): void;
  problem?: string | null;
  startsFocused?: boolean;
}

/** The longest note the service takes, in characters. */
const noteLengthMax = 2000;

/** A few lines of text; what is wrong with them stands below and takes the focus. */
export function Note({ label, value, onChange, problem = null, startsFocused = false }: NoteProps) {
  const id = useId();
  const area = useRef<HTMLTextAreaElement>(null);
  useEffect(() => {
    if (startsFocused || problem !== null) area.current?.focus();
  }, [startsFocused, problem]);
  return (
    <div className="field">
      <label htmlFor={id}>{label}</label>
      <textarea
        ref={area}
        id={id}
        rows={3}
        value={value}
        maxLength={noteLengthMax}
        aria-invalid={problem !== null}
        aria-describedby={problem === null ? undefined : `${id}-problem`}
        onChange={(event) => onChange(event.target.value)}
      />
      {problem !== null && (
        <span className="field-problem" id={`${id}-problem`}>
          {problem}
        </span>
      )}
    </div>
  );
}
