import { useTexts } from '../../../components/language-context.ts';
import { FieldGroup } from '../fields/field.tsx';
import { NumberSetting, SwitchSetting, TextSetting } from '../fields/inputs.tsx';
import { PickSetting } from '../fields/picker.tsx';
import { RadioSetting } from '../fields/radio-setting.tsx';
import { StaffPicker } from '../fields/staff-picker.tsx';
import { useForm } from '../form-context.ts';
import { readAt } from '../model/document.ts';
import { activityOptions, stagesOf } from '../model/options.ts';
import { conversionSettingTexts } from '../texts/conversion.ts';
import { fieldTexts } from '../texts/fields.ts';
import { settingLabels } from '../texts/labels.ts';
import { ConversionLists } from './conversion-lists.tsx';
import { WeekDigest } from './week-digest.tsx';

const stages = ['presented', 'collecting', 'validated', 'testing', 'planned', 'live'] as const;
const activities = ['call', 'meeting', 'task'] as const;

/** How clients are followed from suspect to production. */
export function Conversion() {
  const texts = useTexts(conversionSettingTexts);
  const { replies } = useTexts(fieldTexts);
  return (
    <>
      <p className="hint">{texts.introduction}</p>
      <SwitchSetting path="conversion.enabled" />
      <Places />
      <div className="columns">
        <TextSetting path="conversion.sendFrom" type="time" hint={texts.hoursHint} />
        <TextSetting path="conversion.sendUntil" type="time" />
        <NumberSetting path="conversion.gapDays" hint={texts.gapHint} min={0} max={90} />
      </div>
      <StaffPicker path="conversion.escalateTo" empty={texts.firstDecider} hint={texts.escalateHint} />
      <RadioSetting
        path="conversion.replies"
        hint={texts.repliesHint}
        options={(['owner', 'help-desk'] as const).map((value) => ({ value, label: replies[value] }))}
      />
      <TextSetting path="conversion.documentationUrl" type="url" hint={texts.documentationUrlHint} />
      <ConversionLists />
      <WeekDigest />
    </>
  );
}

/** Where deals go in Pipedrive, and what is made there. */
function Places() {
  const { draft, catalogue } = useForm();
  const texts = useTexts(conversionSettingTexts);
  const labels = useTexts(settingLabels);
  const ofSuspects = stagesOf(catalogue, readAt(draft, 'pipelines.suspects'));
  const types = activityOptions(catalogue);
  return (
    <>
      <FieldGroup id="field-conversion-stages" legend={labels['conversion.stages']} hint={texts.stagesHint}>
        <div className="columns">
          {stages.map((stage) => (
            <PickSetting
              key={stage}
              path={`conversion.stages.${stage}`}
              label={labels[`conversion.stages.${stage}`]}
              options={ofSuspects}
              empty={texts.movesNothing}
              mayCreate
            />
          ))}
        </div>
      </FieldGroup>
      <FieldGroup
        id="field-conversion-activities"
        legend={labels['conversion.activities']}
        hint={texts.activitiesHint}
      >
        <div className="columns">
          {activities.map((kind) => (
            <PickSetting
              key={kind}
              path={`conversion.activities.${kind}`}
              label={labels[`conversion.activities.${kind}`]}
              options={types}
            />
          ))}
        </div>
      </FieldGroup>
    </>
  );
}
