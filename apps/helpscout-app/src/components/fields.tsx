import { type ReactNode, useId } from 'react';

interface FieldProps {
  label: string;
  value: string;
  onChange(value: string): void;
  /** What is wrong with it. */
  problem?: string | null;
}

interface TextFieldProps extends FieldProps {
  kind?: 'text' | 'email' | 'tel' | 'long';
  lengthMax: number;
  isRequired?: boolean;
}

/** Text to fill in, on one line or several. */
export function TextField({ label, value, onChange, problem = null, ...rest }: TextFieldProps) {
  const id = useId();
  const { kind = 'text', lengthMax, isRequired } = rest;
  const shared = {
    id,
    value,
    maxLength: lengthMax,
    'aria-required': isRequired,
    'aria-invalid': problem !== null,
    'aria-describedby': `${id}-problem`,
    onChange: ({ target }: { target: { value: string } }) => onChange(target.value),
  };
  return (
    <p className="field">
      <label htmlFor={id}>{label}</label>
      {kind === 'long' ? (
        <textarea rows={3} {...shared} />
      ) : (
        <input type={kind} autoComplete="off" {...shared} />
      )}
      <span id={`${id}-problem`} className="wrong">
        {problem}
      </span>
    </p>
  );
}

interface ChoiceProps extends Omit<FieldProps, 'problem'> {
  children: ReactNode;
}

/** One of several, as a closed list: a narrow column has no room for an open one. */
export function Choice({ label, value, onChange, children }: ChoiceProps) {
  const id = useId();
  return (
    <p className="field">
      <label htmlFor={id}>{label}</label>
      <select id={id} value={value} onChange={({ target }) => onChange(target.value)}>
        {children}
      </select>
    </p>
  );
}
