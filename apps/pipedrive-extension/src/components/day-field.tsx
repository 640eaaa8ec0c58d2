import { useEffect, useId, useRef } from 'react';

interface DayFieldProps {
  label: string;
  /** YYYY-MM-DD, or empty. */
  value: string;
  min?: string;
  max?: string;
  onChange(day: string): void;
  hint?: string;
  /** What is wrong with the day, or null; the field takes the focus when it appears. */
  problem?: string | null;
  /** Takes the focus when it appears, because a click just opened it. */
  startsFocused?: boolean;
}

/** A day, chosen in the browser's own calendar or typed. */
export function DayField({ label, value, onChange, hint, problem = null, ...rest }: DayFieldProps) {
  const { min, max, startsFocused = false } = rest;
  const id = useId();
  const input = useRef<HTMLInputElement>(null);
  useEffect(() => {
    if (startsFocused || problem !== null) input.current?.focus();
  }, [startsFocused, problem]);
  const note = problem ?? hint;
  return (
    <div className="field">
      <label htmlFor={id}>{label}</label>
      <input
        ref={input}
        id={id}
        type="date"
        value={value}
        min={min}
        max={max}
        aria-invalid={problem !== null}
        aria-describedby={note === undefined ? undefined : `${id}-note`}
        onChange={(event) => onChange(event.target.value)}
      />
      {note !== undefined && (
        <span id={`${id}-note`} className={problem === null ? 'hint' : 'field-problem'}>
          {note}
        </span>
      )}
    </div>
  );
}
