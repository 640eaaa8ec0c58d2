import { useId, useState } from 'react';
import { Button } from '../../../components/button.tsx';
import { useTexts } from '../../../components/language-context.ts';
import type { Option } from '../model/options.ts';
import { fieldTexts } from '../texts/fields.ts';

interface AdderProps {
  label: string;
  /** Chosen among these; free text of the given type without. */
  options?: readonly Option[];
  type?: 'text' | 'date';
  /** The name of the list, to tell one "Add" from another. */
  list: string;
  onAdd(value: string): void;
}

/** A control and a button that add one more thing to a list. */
export function Adder({ label, options, type = 'text', list, onAdd }: AdderProps) {
  const texts = useTexts(fieldTexts);
  const id = useId();
  const [value, setValue] = useState('');
  const isEmpty = value.trim() === '';
  const add = () => {
    if (isEmpty) return;
    onAdd(value.trim());
    setValue('');
  };
  return (
    <div className="adder">
      <div className="field">
        <label htmlFor={id}>{label}</label>
        {options ? (
          <select id={id} value={value} onChange={({ target }) => setValue(target.value)}>
            <option value="">{texts.choose}</option>
            {options.map((option) => (
              <option key={option.value} value={option.value}>
                {option.label}
              </option>
            ))}
          </select>
        ) : (
          <input
            id={id}
            type={type}
            autoComplete="off"
            value={value}
            onChange={({ target }) => setValue(target.value)}
            onKeyDown={(event) => {
              if (event.key !== 'Enter' || event.nativeEvent.isComposing) return;
              event.preventDefault();
              add();
            }}
          />
        )}
      </div>
      <Button
        tone={isEmpty ? 'secondary' : 'primary'}
        disabled={isEmpty}
        label={texts.addTo(list)}
        onClick={add}
      >
        {texts.add}
      </Button>
    </div>
  );
}
