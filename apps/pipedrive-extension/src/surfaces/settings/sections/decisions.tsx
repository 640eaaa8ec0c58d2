import { useTexts } from '../../../components/language-context.ts';
import { Notice } from '../../../components/notice.tsx';
import { NumberSetting, SwitchSetting } from '../fields/inputs.tsx';
import { RadioSetting } from '../fields/radio-setting.tsx';
import { useSetting } from '../form-context.ts';
import { fieldTexts } from '../texts/fields.ts';
import { Priority } from './priority.tsx';
import { RefusalReasons } from './refusal-reasons.tsx';

/** How decisions are taken and what they leave behind. */
export function Decisions() {
  const texts = useTexts(fieldTexts);
  const autoAccept = useSetting('autoAccept');
  return (
    <>
      <NumberSetting path="undoSeconds" hint={texts.undoHint} min={0} max={3600} />
      <RefusalReasons />
      <SwitchSetting path="autoAccept" hint={texts.autoAcceptHint} />
      {autoAccept.value === true && (
        <Notice tone="warning" title={texts.autoAcceptTitle}>
          <p>{texts.autoAcceptWarning}</p>
        </Notice>
      )}
      <RadioSetting
        path="duplicateDeal"
        hint={texts.duplicateHint}
        options={(['delete', 'merge'] as const).map((value) => ({ value, label: texts.duplicate[value] }))}
      />
      <Priority />
    </>
  );
}
