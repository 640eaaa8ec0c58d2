import { useId } from 'react';

interface PickProps {
  label: string;
  /** The words for no choice; left out, one has to be chosen. */
  none?: string;
  options: readonly { value: string; label: string }[];
  value: string;
  onChoose(value: string): void;
}

/** A choice by which a list is narrowed; nothing where there is nothing to choose from. */
export function Pick({ label, none, options, value, onChoose }: PickProps) {
  const id = useId();
  // What the address names may be gone from the choices: it still narrows the list, so it is still shown.
  const isKnown = value === '' || options.some((option) => option.value === value);
  if (options.length === 0 && value === '') return null;
  return (
    <div className="pick">
      <label htmlFor={id}>{label}</label>
      <select id={id} value={value} onChange={(event) => onChoose(event.target.value)}>
        {none !== undefined && <option value="">{none}</option>}
        {!isKnown && <option value={value}>{value}</option>}
        {options.map((option) => (
          <option key={option.value} value={option.value}>
            {option.label}
          </option>
        ))}
      </select>
    </div>
  );
}
