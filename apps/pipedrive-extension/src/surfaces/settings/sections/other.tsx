import { useTexts } from '../../../components/language-context.ts';
import { FieldGroup } from '../fields/field.tsx';
import { TextSetting } from '../fields/inputs.tsx';
import { RecordRows } from '../fields/record-rows.tsx';
import { fieldTexts } from '../texts/fields.ts';
import { settingLabels } from '../texts/labels.ts';

/** Delays, saved replies and Slack. */
export function Other() {
  const texts = useTexts(fieldTexts);
  const labels = useTexts(settingLabels);
  return (
    <>
      <p className="hint">{texts.otherHint}</p>
      <RecordRows path="promises" kind="days" />
      <RecordRows path="savedReplies" kind="text" />
      <FieldGroup id="field-slack" legend={labels.slack}>
        <TextSetting path="slack.channel" />
        <TextSetting path="slack.mention" />
        <TextSetting path="slack.digestAt" type="time" hint={texts.digestHint} />
      </FieldGroup>
    </>
  );
}
