import { useTexts } from '../../../components/language-context.ts';
import { useSetting } from '../form-context.ts';
import { type LabelledPath, settingLabels } from '../texts/labels.ts';
import { Field } from './field.tsx';

/** A setting that has its name in `labels.ts`, or one in a list, which is given its name. */
export type Named = { path: LabelledPath; label?: undefined } | { path: string; label: string };

type InputProps = Named & { hint?: string };

/** What a setting is called. */
export function useLabel(named: Named): string {
  const labels = useTexts(settingLabels);
  return named.label === undefined ? labels[named.path] : named.label;
}

/** A setting that is one line of text; emptied, it is left out. */
export function TextSetting(props: InputProps & { type?: 'text' | 'url' | 'time' }) {
  const { path, hint, type = 'text' } = props;
  const { id, value, problems, isReadOnly, set } = useSetting(path);
  const label = useLabel(props);
  return (
    <Field id={id} label={label} hint={hint} problems={problems}>
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
export function NumberSetting(props: InputProps & { min: number; max?: number }) {
  const { path, hint, min, max } = props;
  const { id, value, problems, isReadOnly, set } = useSetting(path);
  const label = useLabel(props);
  return (
    <Field id={id} label={label} hint={hint} problems={problems}>
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
export function SwitchSetting(props: InputProps) {
  const { path, hint } = props;
  const { id, value, problems, isReadOnly, set } = useSetting(path);
  const label = useLabel(props);
  return (
    <div className="switch">
      <Field id={id} label={label} hint={hint} problems={problems}>
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
