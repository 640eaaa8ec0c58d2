import { useEffect } from 'react';
import type { SlackSettingsView } from '#core/contract/settings-view.ts';
import { useTexts } from '../../../components/language-context.ts';
import { NumberSetting, TextSetting } from '../fields/inputs.tsx';
import { StaffPicker } from '../fields/staff-picker.tsx';
import { useForm } from '../form-context.ts';
import { fallbackChannel } from '../model/slack-channel.ts';
import { slackTexts } from '../texts/slack.ts';
import { SlackWorkspace } from './slack-workspace.tsx';

interface SlackProps {
  slack: SlackSettingsView;
  /** Asks how it stands now: a workspace is connected elsewhere, and a saved channel comes into force. */
  onOpen(): void;
}

/** Where requests are announced in Slack, who is called, and who is told when nobody decides. */
export function Slack({ slack, onOpen }: SlackProps) {
  const texts = useTexts(slackTexts);
  const { saved } = useForm();
  const fallback = fallbackChannel(slack, saved);
  useEffect(onOpen, [onOpen]);
  const channelHint = fallback === null ? '' : ` ${texts.fallbackChannel(fallback)}`;
  return (
    <>
      <p className="hint">{texts.introduction}</p>
      <SlackWorkspace slack={slack} />
      <TextSetting path="slack.channel" hint={`${texts.channelHint}${channelHint}`} />
      <TextSetting path="slack.mention" hint={texts.mentionHint} />
      <TextSetting path="slack.digestAt" type="time" hint={texts.digestHint} />
      <NumberSetting path="slack.remindAfterDays" hint={texts.remindHint} min={1} max={30} />
      <NumberSetting path="slack.escalateAfterDays" hint={texts.escalateHint} min={1} max={60} />
      <StaffPicker path="slack.escalateTo" by="email" empty={texts.nobody} hint={texts.escalateToHint} />
    </>
  );
}
