import { useLanguage, useTexts } from '../../../components/language-context.ts';
import { FieldGroup } from '../fields/field.tsx';
import { TextSetting } from '../fields/inputs.tsx';
import { Picker } from '../fields/picker.tsx';
import { useSetting } from '../form-context.ts';
import { isGroup } from '../model/document.ts';
import { dayName } from '../model/words.ts';
import { conversionSettingTexts } from '../texts/conversion.ts';
import { settingLabels } from '../texts/labels.ts';

/** What the service takes where nothing is said. */
const usual = { weekday: 1, at: '08:30' };

/** Whether and when everybody is sent what they promised. */
export function WeekDigest() {
  const { id, value, isReadOnly, set } = useSetting('conversion.digest');
  const texts = useTexts(conversionSettingTexts);
  const labels = useTexts(settingLabels);
  const isOn = isGroup(value);
  return (
    <FieldGroup id={id} legend={labels['conversion.digest']}>
      <label className="choice">
        <input
          type="checkbox"
          disabled={isReadOnly}
          checked={isOn}
          onChange={({ target }) => set(target.checked ? usual : undefined)}
        />
        <span>{texts.digestOn}</span>
      </label>
      {isOn && (
        <div className="columns">
          <Weekday />
          <TextSetting path="conversion.digest.at" type="time" />
        </div>
      )}
    </FieldGroup>
  );
}

function Weekday() {
  const { id, value, problems, set } = useSetting('conversion.digest.weekday');
  const labels = useTexts(settingLabels);
  const language = useLanguage();
  const days = [1, 2, 3, 4, 5, 6, 7].map((day) => ({ value: String(day), label: dayName(day, language) }));
  return (
    <Picker
      id={id}
      label={labels['conversion.digest.weekday']}
      value={String(value ?? '')}
      options={days}
      problems={problems}
      onPick={(picked) => set(Number(picked))}
    />
  );
}
