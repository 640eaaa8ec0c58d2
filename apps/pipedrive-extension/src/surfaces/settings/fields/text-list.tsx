import { useTexts } from '../../../components/language-context.ts';
import { useSetting } from '../form-context.ts';
import type { Option } from '../model/options.ts';
import { type LabelledPath, settingLabels } from '../texts/labels.ts';
import { Adder } from './adder.tsx';
import { FieldGroup } from './field.tsx';
import { ItemList } from './item-list.tsx';

interface TextListProps {
  path: LabelledPath;
  hint?: string;
  /** The name of the control that adds one. */
  adds: string;
  type?: 'text' | 'date';
  /** What can be added; free text without. */
  options?: readonly Option[];
  /** Without anything in it, the setting is left out. */
  isLeftOutEmpty?: boolean;
  /** How one is said. */
  words?(value: string): string;
  /** How the list is kept once one was added. */
  arrange(values: string[]): string[];
}

/** A setting that is a list of short texts or of days. */
export function TextList(props: TextListProps) {
  const { path, hint, adds, type = 'text', options, isLeftOutEmpty = false, words, arrange } = props;
  const { id, value, problems, isReadOnly, set } = useSetting(path);
  const labels = useTexts(settingLabels);
  const values = Array.isArray(value) ? value.map(String) : [];
  const keep = (kept: string[]) => set(isLeftOutEmpty && kept.length === 0 ? undefined : kept);
  return (
    <FieldGroup id={id} legend={labels[path]} hint={hint} problems={problems}>
      <ItemList
        label={labels[path]}
        items={values.map((one) => ({ key: one, label: words?.(one) ?? one }))}
        onRemove={(place) => keep(values.toSpliced(place, 1))}
      />
      {!isReadOnly && (
        <Adder
          label={adds}
          type={type}
          {...(options && { options: options.filter((option) => !values.includes(option.value)) })}
          list={labels[path]}
          onAdd={(added) => keep(arrange([...values, added]))}
        />
      )}
    </FieldGroup>
  );
}
