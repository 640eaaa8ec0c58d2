import { useTexts } from '../../../components/language-context.ts';
import { NumberSetting } from '../fields/inputs.tsx';
import { fieldTexts } from '../texts/fields.ts';

/** When a document that was asked for is reminded, and given up. */
export function Evidence() {
  const texts = useTexts(fieldTexts);
  return (
    <>
      <NumberSetting path="evidence.remindAfterDays" hint={texts.reminderHint} min={1} max={365} />
      <NumberSetting path="evidence.expireAfterDays" hint={texts.reminderHint} min={1} max={365} />
    </>
  );
}
