import { useTexts } from '../../../components/language-context.ts';
import { FieldGroup } from '../fields/field.tsx';
import { SwitchSetting } from '../fields/inputs.tsx';
import { RadioSetting } from '../fields/radio-setting.tsx';
import { StaffList } from '../fields/staff-list.tsx';
import { StaffPicker } from '../fields/staff-picker.tsx';
import { useSetting } from '../form-context.ts';
import { fieldTexts } from '../texts/fields.ts';
import { settingLabels } from '../texts/labels.ts';

const rules = ['decider', 'round-robin', 'fixed'] as const;

/** Who owns, who decides, and who gets what was accepted. */
export function People() {
  const texts = useTexts(fieldTexts);
  const labels = useTexts(settingLabels);
  const rule = useSetting('owners.rule');
  const fourEyes = useSetting('fourEyes');
  return (
    <>
      <StaffList path="robotOwners" hint={texts.robotOwnersHint} none={texts.robotOwnersNone} />
      <StaffList path="deciders" hint={texts.decidersHint} none={texts.decidersNone} />
      <RadioSetting
        path="owners.rule"
        legend={labels.owners}
        options={rules.map((value) => ({ value, label: texts.ownerRule[value] }))}
      />
      {rule.value === 'fixed' && <StaffPicker path="owners.fixed" />}
      <SwitchSetting path="updateOrganizationOwner" hint={texts.updateOrganizationOwnerHint} />
      <FieldGroup
        id={fourEyes.id}
        legend={labels.fourEyes}
        hint={texts.fourEyesHint}
        problems={fourEyes.problems.filter(({ path }) => path === 'fourEyes')}
      >
        <SwitchSetting path="fourEyes.accept" />
        <SwitchSetting path="fourEyes.refuse" />
      </FieldGroup>
    </>
  );
}
