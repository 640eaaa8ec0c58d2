import { useTexts } from '../../../components/language-context.ts';
import { NumberSetting } from '../fields/inputs.tsx';
import { RecordRows } from '../fields/record-rows.tsx';
import { promiseDays, usualPromiseDays } from '../model/promise-days.ts';
import { fieldTexts } from '../texts/fields.ts';
import { settingLabels } from '../texts/labels.ts';

/** What is promised. */
export function Other({ hasSlack }: { hasSlack: boolean }) {
  const texts = useTexts(fieldTexts);
  const labels = useTexts(settingLabels);
  return (
    <RecordRows
      path="promises"
      hint={hasSlack ? texts.promisesInSlack : texts.promisesHint}
      beside={['answerDays', ...promiseDays]}
    >
      <NumberSetting path="promises.answerDays" hint={texts.answerDaysHint} min={0} />
      <div className="columns">
        {promiseDays.map((name) => (
          <NumberSetting
            key={name}
            path={`promises.${name}`}
            label={labels[`promises.${name}`]}
            hint={texts.promiseDefault(usualPromiseDays[name])}
            min={0}
          />
        ))}
      </div>
    </RecordRows>
  );
}
