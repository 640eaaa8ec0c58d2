import { useEffect } from 'react';
import type { HelpscoutSettingsView } from '#core/contract/settings-view.ts';
import { useTexts } from '../../../components/language-context.ts';
import { Notice } from '../../../components/notice.tsx';
import { FieldGroup } from '../fields/field.tsx';
import { NumberSetting, SwitchSetting, TextSetting } from '../fields/inputs.tsx';
import { TextList } from '../fields/text-list.tsx';
import { useSetting } from '../form-context.ts';
import { helpscoutTexts } from '../texts/helpscout.ts';
import { settingLabels } from '../texts/labels.ts';
import { Inboxes } from './helpscout-inboxes.tsx';
import { SavedReplies } from './saved-replies.tsx';

interface HelpscoutProps {
  helpscout: HelpscoutSettingsView;
  /** Asks how it stands now: inboxes are made and renamed elsewhere. */
  onOpen(): void;
}

/** Which conversations are about accounts, what agents may answer, and how soon. */
export function Helpscout({ helpscout, onOpen }: HelpscoutProps) {
  const texts = useTexts(helpscoutTexts);
  useEffect(onOpen, [onOpen]);
  return (
    <>
      <p className="hint">{texts.introduction}</p>
      {helpscout.problem !== null && (
        <Notice tone="warning" title={texts.troubleTitle}>
          <p>{helpscout.problem}</p>
        </Notice>
      )}
      <Inboxes inboxes={helpscout.inboxes} />
      <TextSetting path="helpscout.tag" hint={texts.tagHint} />
      <TextList
        path="helpscout.subjects"
        hint={texts.subjectsHint}
        adds={texts.subjectToAdd}
        arrange={(values) => [...new Set(values)]}
      />
      <SavedReplies />
      <Sending />
      <NumberSetting path="helpscout.answerWithinHours" hint={texts.answerHint} min={1} max={240} />
      <NumberSetting path="helpscout.warnBeforeHours" hint={texts.warnHint} min={0} max={239} />
      <div className="columns">
        <TextSetting path="helpscout.openFrom" type="time" hint={texts.openHint} />
        <TextSetting path="helpscout.openUntil" type="time" />
      </div>
      <Properties />
    </>
  );
}

function Sending() {
  const texts = useTexts(helpscoutTexts);
  const { value } = useSetting('helpscout.send');
  return (
    <>
      <SwitchSetting path="helpscout.send" hint={texts.sendHint} />
      {value === true && (
        <Notice tone="warning" title={texts.sendTitle}>
          <p>{texts.sendWarning}</p>
        </Notice>
      )}
    </>
  );
}

/** Seldom changed, and only where an account has properties of its own. */
function Properties() {
  const texts = useTexts(helpscoutTexts);
  const labels = useTexts(settingLabels);
  const { id } = useSetting('helpscout.properties');
  return (
    <details className="advanced">
      <summary>{texts.advanced}</summary>
      <FieldGroup id={id} legend={labels['helpscout.properties']} hint={texts.propertiesHint}>
        <div className="columns">
          <TextSetting path="helpscout.properties.requestState" />
          <TextSetting path="helpscout.properties.accountState" />
          <TextSetting path="helpscout.properties.dealOwner" />
          <TextSetting path="helpscout.properties.link" />
        </div>
      </FieldGroup>
    </details>
  );
}
