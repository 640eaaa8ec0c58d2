import { useTexts } from '../../../components/language-context.ts';
import { useSetting } from '../form-context.ts';
import type { Option } from '../model/options.ts';
import { type LabelledPath, settingLabels } from '../texts/labels.ts';
import { FieldGroup } from './field.tsx';

interface RadioSettingProps {
  path: LabelledPath;
  /** The name of the question where the setting's own is too short. */
  legend?: string;
  hint?: string;
  options: readonly Option[];
}

/** A setting that is one of a few ways. */
export function RadioSetting({ path, legend, hint, options }: RadioSettingProps) {
  const { id, value, problems, isReadOnly, set } = useSetting(path);
  const labels = useTexts(settingLabels);
  return (
    <FieldGroup id={id} legend={legend ?? labels[path]} hint={hint} problems={problems}>
      {options.map((option) => (
        <label key={option.value} className="choice">
          <input
            type="radio"
            name={id}
            disabled={isReadOnly}
            checked={value === option.value}
            onChange={() => set(option.value)}
          />
          <span>{option.label}</span>
        </label>
      ))}
    </FieldGroup>
  );
}
