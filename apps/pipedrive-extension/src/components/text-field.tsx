import { useEffect, useId, useRef } from 'react';

interface TextFieldProps {
  label: string;
  value: string;
  onChange(value: string): void;
  hint?: string;
  placeholder?: string;
  lengthMax?: number;
  type?: 'text' | 'email' | 'tel';
  isRequired?: boolean;
  /** What is wrong with the value, or null; the field takes the focus when it appears. */
  problem: string | null;
  /** Leaves the focus where it is: another field before this one is wrong too. */
  isLaterProblem?: boolean;
  onEnter?: () => void;
  /** Takes the focus when it appears, because a click just opened it. */
  startsFocused?: boolean;
}

/** One line of text with its label, a hint and what is wrong with it. */
export function TextField(props: TextFieldProps) {
  const { label, value, hint, problem, startsFocused = false, isLaterProblem = false } = props;
  const id = useId();
  const input = useRef<HTMLInputElement>(null);
  useEffect(() => {
    if (startsFocused || (problem !== null && !isLaterProblem)) input.current?.focus();
  }, [startsFocused, problem, isLaterProblem]);
  return (
    <div className="field">
      <label htmlFor={id}>{label}</label>
      <input
        ref={input}
        id={id}
        type={props.type ?? 'text'}
        aria-required={props.isRequired}
        autoComplete="off"
        value={value}
        placeholder={props.placeholder}
        maxLength={props.lengthMax}
        aria-invalid={problem !== null}
        aria-describedby={`${id}-note`}
        onChange={(event) => props.onChange(event.target.value)}
        onKeyDown={(event) => {
          if (event.key !== 'Enter' || event.nativeEvent.isComposing) return;
          event.preventDefault();
          props.onEnter?.();
        }}
      />
      <span id={`${id}-note`} className={problem === null ? 'hint' : 'field-problem'}>
        {problem ?? hint}
      </span>
    </div>
  );
}
