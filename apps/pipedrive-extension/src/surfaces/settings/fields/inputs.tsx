import { useTexts } from '../../../components/language-context.ts';
import { useSetting } from '../form-context.ts';
import { type LabelledPath, settingLabels } from '../texts/labels.ts';
import { Field } from './field.tsx';

interface InputProps {
  path: LabelledPath;
  hint?: string;
}

/** A setting that is one line of text; emptied, it is left out. */
export function TextSetting({ path, hint, type = 'text' }: InputProps & { type?: 'text' | 'url' | 'time' }) {
  const { id, value, problems, isReadOnly, set } = useSetting(path);
  const labels = useTexts(settingLabels);
  return (
    <Field id={id} label={labels[path]} hint={hint} problems={problems}>
      {(control) => (
        <input
          {...control}
          type={type}
          autoComplete="off"
          disabled={isReadOnly}
          value={typeof value === 'string' ? value : ''}
          onChange={({ target }) => set(target.value === '' ? undefined : target.value)}
        />
      )}
    </Field>
  );
}

/** A setting that is a whole number. */
export function NumberSetting({ path, hint, min, max }: InputProps & { min: number; max?: number }) {
  const { id, value, problems, isReadOnly, set } = useSetting(path);
  const labels = useTexts(settingLabels);
  return (
    <Field id={id} label={labels[path]} hint={hint} problems={problems}>
      {(control) => (
        <input
          {...control}
          className="number"
          type="number"
          inputMode="numeric"
          min={min}
          max={max}
          disabled={isReadOnly}
          value={typeof value === 'number' ? value : ''}
          onChange={({ target }) => set(target.value === '' ? undefined : target.valueAsNumber)}
        />
      )}
    </Field>
  );
}

/** A setting that is on or off. */
export function SwitchSetting({ path, hint }: InputProps) {
  const { id, value, problems, isReadOnly, set } = useSetting(path);
  const labels = useTexts(settingLabels);
  return (
    <div className="switch">
      <Field id={id} label={labels[path]} hint={hint} problems={problems}>
        {(control) => (
          <input
            {...control}
            type="checkbox"
            disabled={isReadOnly}
            checked={value === true}
            onChange={({ target }) => set(target.checked)}
          />
        )}
      </Field>
    </div>
  );
}
