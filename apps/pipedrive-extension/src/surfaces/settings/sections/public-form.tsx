import { useTexts } from '../../../components/language-context.ts';
import { FieldGroup } from '../fields/field.tsx';
import { NumberSetting, SwitchSetting, TextSetting } from '../fields/inputs.tsx';
import { LabelFields } from '../fields/label-fields.tsx';
import { StaffPicker } from '../fields/staff-picker.tsx';
import { useSetting } from '../form-context.ts';
import { fieldTexts } from '../texts/fields.ts';
import { settingLabels } from '../texts/labels.ts';
import { CopyLink } from './copy-link.tsx';
import { FormSources } from './form-sources.tsx';

/** The public form: whether it is open, what it says, and the short links to it. */
export function PublicForm() {
  const enabled = useSetting('publicForm.enabled');
  const texts = useTexts(fieldTexts);
  const labels = useTexts(settingLabels);
  return (
    <>
      <SwitchSetting path="publicForm.enabled" hint={texts.formHint} />
      {enabled.value === true && <CopyLink label={texts.formAddress} source={null} />}
      <FormSources />
      <FieldGroup
        id="field-publicForm-texts"
        legend={labels['publicForm.introduction']}
        hint={texts.introductionHint}
      >
        <LabelFields path="publicForm.introduction" names={texts.language} multiline optional />
      </FieldGroup>
      <TextSetting path="publicForm.privacyUrl" type="url" hint={texts.privacyHint} />
      <StaffPicker path="publicForm.owner" empty={texts.none} hint={texts.formOwnerHint} />
      <NumberSetting path="publicForm.submissionsPerHour" min={1} max={1000} />
    </>
  );
}
