import { useTexts } from '../../../components/language-context.ts';
import { useForm, useSetting } from '../form-context.ts';
import { staffOptions } from '../model/options.ts';
import { staffOf } from '../model/words.ts';
import { type LabelledPath, settingLabels } from '../texts/labels.ts';
import { Picker } from './picker.tsx';

interface StaffPickerProps {
  path: LabelledPath;
  /** How the person is kept. */
  by?: 'id' | 'email';
  empty?: string;
  hint?: string;
}

/** One active person of Pipedrive; whether the settings say an id or an e-mail, it finds its person. */
export function StaffPicker({ path, by = 'id', empty, hint }: StaffPickerProps) {
  const { id, value, problems, set } = useSetting(path);
  const labels = useTexts(settingLabels);
  const { staff } = useForm().catalogue;
  const chosen = staffOf(value, staff)?.[by] ?? value ?? '';
  return (
    <Picker
      id={id}
      label={labels[path]}
      value={String(chosen)}
      options={staffOptions(staff, by)}
      empty={empty}
      hint={hint}
      problems={problems}
      onPick={(picked) => set(picked === '' ? undefined : by === 'id' ? Number(picked) : picked)}
    />
  );
}
