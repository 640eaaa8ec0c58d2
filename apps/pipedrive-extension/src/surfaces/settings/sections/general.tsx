import { useLanguage, useTexts } from '../../../components/language-context.ts';
import { localeTag } from '../../../language.ts';
import { FieldGroup } from '../fields/field.tsx';
import { NumberSetting, SwitchSetting } from '../fields/inputs.tsx';
import { PickSetting } from '../fields/picker.tsx';
import { TextList } from '../fields/text-list.tsx';
import { useSetting } from '../form-context.ts';
import { sortedDates } from '../model/lists.ts';
import { dayName } from '../model/words.ts';
import { fieldTexts } from '../texts/fields.ts';
import { settingLabels } from '../texts/labels.ts';

const weekdays = [1, 2, 3, 4, 5, 6, 7];
const timeZones = Intl.supportedValuesOf('timeZone').map((zone) => ({ value: zone, label: zone }));

/** Language, time zone, and when people work. */
export function General() {
  const texts = useTexts(fieldTexts);
  const language = useLanguage();
  const day = new Intl.DateTimeFormat(localeTag(language), { dateStyle: 'full', timeZone: 'UTC' });
  return (
    <>
      <PickSetting
        path="locale"
        hint={texts.localeHint}
        options={(['fr', 'en'] as const).map((value) => ({ value, label: texts.language[value] }))}
      />
      <PickSetting path="timeZone" hint={texts.timeZoneHint} options={timeZones} />
      <WorkingDays />
      <TextList
        path="holidays"
        hint={texts.holidaysHint}
        adds={texts.newDate}
        type="date"
        words={(date) => day.format(new Date(date))}
        arrange={sortedDates}
      />
      <NumberSetting path="keeping.prospectMonths" hint={texts.prospectMonthsHint} min={1} max={120} />
      <SwitchSetting path="keeping.eraseProspects" hint={texts.eraseProspectsHint} />
    </>
  );
}

function WorkingDays() {
  const { id, value, problems, isReadOnly, set } = useSetting('workingDays');
  const labels = useTexts(settingLabels);
  const language = useLanguage();
  const worked = Array.isArray(value) ? value.map(Number) : [];
  const toggle = (day: number, isWorked: boolean) =>
    set(weekdays.filter((one) => (one === day ? isWorked : worked.includes(one))));
  return (
    <FieldGroup id={id} legend={labels.workingDays} problems={problems}>
      <div className="choices">
        {weekdays.map((day) => (
          <label key={day} className="choice">
            <input
              type="checkbox"
              disabled={isReadOnly}
              checked={worked.includes(day)}
              onChange={({ target }) => toggle(day, target.checked)}
            />
            <span>{dayName(day, language)}</span>
          </label>
        ))}
      </div>
    </FieldGroup>
  );
}
