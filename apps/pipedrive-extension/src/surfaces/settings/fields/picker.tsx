import { useState } from 'react';
import { useTexts } from '../../../components/language-context.ts';
import { useForm, useSetting } from '../form-context.ts';
import { type Option, optionsWith } from '../model/options.ts';
import type { SeenProblem } from '../model/problems.ts';
import { fieldTexts } from '../texts/fields.ts';
import { Field } from './field.tsx';
import { type Named, useLabel } from './inputs.tsx';

/** No name of Pipedrive: names are trimmed. */
const newName = ' new ';

interface PickerProps {
  id: string;
  label: string;
  value: string;
  options: readonly Option[];
  /** What the empty choice says; without it there is none unless nothing is chosen. */
  empty?: string | undefined;
  hint?: string | undefined;
  problems: readonly SeenProblem[];
  /** A name that does not exist yet may be typed: provisioning creates it. */
  mayCreate?: boolean | undefined;
  /** How a value is said that does not exist; it is looked for in Pipedrive when left out. */
  missing?: ((name: string) => string) | undefined;
  onPick(value: string): void;
}

/** A choice among what exists; a value that does not exist any more stays visible, and says so. */
export function Picker(props: PickerProps) {
  const { id, label, value, options, empty, hint, problems, mayCreate = false, onPick } = props;
  const texts = useTexts(fieldTexts);
  const [isNew, setNew] = useState(false);
  const { isReadOnly } = useForm();
  const { chosen, shown } = optionsWith(options, value, props.missing ?? texts.missing);
  return (
    <Field id={id} label={label} hint={hint} problems={problems}>
      {(control) => (
        <>
          <select
            {...control}
            disabled={isReadOnly}
            value={isNew ? newName : chosen}
            onChange={({ target }) => {
              setNew(target.value === newName);
              if (target.value !== newName) onPick(target.value);
            }}
          >
            {(empty !== undefined || value === '') && <option value="">{empty ?? texts.choose}</option>}
            {shown.map((option) => (
              <option key={option.value} value={option.value}>
                {option.label}
              </option>
            ))}
            {mayCreate && <option value={newName}>{texts.newName}</option>}
          </select>
          {isNew && (
            <input
              type="text"
              autoComplete="off"
              aria-label={texts.newNameOf(label)}
              disabled={isReadOnly}
              value={value}
              onChange={({ target }) => onPick(target.value)}
            />
          )}
        </>
      )}
    </Field>
  );
}

type PickSettingProps = Named & {
  options: readonly Option[];
  empty?: string;
  hint?: string;
  mayCreate?: boolean;
  missing?: (name: string) => string;
};

/** A setting chosen among what exists; the empty choice leaves it out. */
export function PickSetting(props: PickSettingProps) {
  const { path, options, empty, hint, mayCreate, missing } = props;
  const { id, value, problems, set } = useSetting(path);
  const label = useLabel(props);
  return (
    <Picker
      id={id}
      label={label}
      value={value === undefined || value === null ? '' : String(value)}
      options={options}
      empty={empty}
      hint={hint}
      problems={problems}
      mayCreate={mayCreate}
      missing={missing}
      onPick={(picked) => set(picked === '' ? undefined : picked)}
    />
  );
}
