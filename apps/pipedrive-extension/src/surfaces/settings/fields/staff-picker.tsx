import { useTexts } from '../../../components/language-context.ts';
import { useForm, useSetting } from '../form-context.ts';
import { staffOptions } from '../model/options.ts';
import { staffOf } from '../model/words.ts';
import { type LabelledPath, settingLabels } from '../texts/labels.ts';
import { Picker } from './picker.tsx';

/** One active person of Pipedrive, kept by id; an e-mail in the settings finds its person. */
export function StaffPicker({ path, empty, hint }: { path: LabelledPath; empty?: string; hint?: string }) {
  const { id, value, problems, set } = useSetting(path);
  const labels = useTexts(settingLabels);
  const { staff } = useForm().catalogue;
  const chosen = staffOf(value, staff)?.id ?? value ?? '';
  return (
    <Picker
      id={id}
      label={labels[path]}
      value={String(chosen)}
      options={staffOptions(staff, 'id')}
      empty={empty}
      hint={hint}
      problems={problems}
      onPick={(picked) => set(picked === '' ? undefined : Number(picked))}
    />
  );
}
