import { useTexts } from '../../../components/language-context.ts';
import { FieldGroup } from '../fields/field.tsx';
import { NumberSetting, SwitchSetting } from '../fields/inputs.tsx';
import { useSetting } from '../form-context.ts';
import { isGroup } from '../model/document.ts';
import { followedSteps, usualWhen } from '../model/follow-ups.ts';
import { conversionSettingTexts } from '../texts/conversion.ts';
import { fieldTexts } from '../texts/fields.ts';
import { settingLabels } from '../texts/labels.ts';

/** Who enters a rule by itself; nobody where this is off. */
export function FollowUpWhen({ path }: { path: string }) {
  const { id, value, isReadOnly, set } = useSetting(path);
  const texts = useTexts(conversionSettingTexts);
  const labels = useTexts(settingLabels);
  const isOn = isGroup(value);
  return (
    <FieldGroup id={id} legend={labels['followUps.*.when']} hint={isOn ? undefined : texts.manualHint}>
      <label className="choice">
        <input
          type="checkbox"
          disabled={isReadOnly}
          checked={isOn}
          onChange={({ target }) => set(target.checked ? usualWhen : undefined)}
        />
        <span>{texts.automatic}</span>
      </label>
      {isOn && (
        <>
          <Positions path={`${path}.steps`} />
          <NumberSetting
            path={`${path}.daysWithoutContact`}
            label={labels['followUps.*.when.daysWithoutContact']}
            hint={texts.daysHint}
            min={1}
            max={730}
          />
          <SwitchSetting
            path={`${path}.withoutNextActivity`}
            label={labels['followUps.*.when.withoutNextActivity']}
          />
        </>
      )}
    </FieldGroup>
  );
}

function Positions({ path }: { path: string }) {
  const { id, value, problems, isReadOnly, set } = useSetting(path);
  const { conversionStep } = useTexts(fieldTexts);
  const labels = useTexts(settingLabels);
  const chosen: unknown[] = Array.isArray(value) ? value : [];
  const toggle = (step: string, isChosen: boolean) =>
    set(followedSteps.filter((one) => (one === step ? isChosen : chosen.includes(one))));
  return (
    <FieldGroup id={id} legend={labels['followUps.*.when.steps']} problems={problems}>
      <div className="choices">
        {followedSteps.map((step) => (
          <label key={step} className="choice">
            <input
              type="checkbox"
              disabled={isReadOnly}
              checked={chosen.includes(step)}
              onChange={({ target }) => toggle(step, target.checked)}
            />
            <span>{conversionStep[step]}</span>
          </label>
        ))}
      </div>
    </FieldGroup>
  );
}
