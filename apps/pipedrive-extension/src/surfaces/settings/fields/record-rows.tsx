import type { ReactNode } from 'react';
import { useTexts } from '../../../components/language-context.ts';
import { useSetting } from '../form-context.ts';
import { isGroup } from '../model/document.ts';
import { fieldTexts } from '../texts/fields.ts';
import { settingLabels } from '../texts/labels.ts';
import { Adder } from './adder.tsx';
import { Field, FieldGroup } from './field.tsx';
import { IconButton } from './icon-button.tsx';

interface RecordRowsProps {
  path: 'promises';
  hint?: string;
  /** Keys that have a field of their own, given as children. */
  beside?: readonly string[];
  children?: ReactNode;
}

/** A setting that gives each key a number of days. */
export function RecordRows({ path, hint, beside = [], children }: RecordRowsProps) {
  const { id, value, problems, isReadOnly, set } = useSetting(path);
  const labels = useTexts(settingLabels);
  const texts = useTexts(fieldTexts);
  const record = isGroup(value) ? value : {};
  const own = problems.filter((problem) => problem.path === path);
  const keys = Object.keys(record).filter((key) => !beside.includes(key));
  return (
    <FieldGroup id={id} legend={labels[path]} hint={hint} problems={own}>
      {children}
      {keys.map((key) => (
        <RecordRow
          key={key}
          path={`${path}.${key}`}
          name={key}
          onRemove={() => set(Object.fromEntries(Object.entries(record).filter(([one]) => one !== key)))}
        />
      ))}
      {!isReadOnly && (
        <Adder
          label={texts.rowKey}
          list={labels[path]}
          onAdd={(key) => set({ [key.replaceAll('.', '-')]: 0, ...record })}
        />
      )}
    </FieldGroup>
  );
}

interface RecordRowProps {
  path: string;
  name: string;
  onRemove(): void;
}

function RecordRow({ path, name, onRemove }: RecordRowProps) {
  const { id, value, problems, isReadOnly, set } = useSetting(path);
  const texts = useTexts(fieldTexts);
  return (
    <div className="record-row">
      <Field id={id} label={name} hint={texts.rowDays} problems={problems}>
        {(control) => (
          <input
            {...control}
            type="number"
            min={0}
            disabled={isReadOnly}
            value={typeof value === 'number' ? value : ''}
            onChange={({ target }) => set(Math.max(0, target.valueAsNumber || 0))}
          />
        )}
      </Field>
      {!isReadOnly && <IconButton icon="close" label={texts.remove(name)} onClick={onRemove} />}
    </div>
  );
}
