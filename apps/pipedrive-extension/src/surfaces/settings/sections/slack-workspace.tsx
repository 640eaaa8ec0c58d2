import type { SlackSettingsView } from '#core/contract/settings-view.ts';
import { useTexts } from '../../../components/language-context.ts';
import { Notice } from '../../../components/notice.tsx';
import { FieldGroup } from '../fields/field.tsx';
import { useSetting } from '../form-context.ts';
import { slackTexts } from '../texts/slack.ts';

/** The workspace that decides for the company, what keeps it from doing so, and how to connect one. */
export function SlackWorkspace({ slack }: { slack: SlackSettingsView }) {
  const texts = useTexts(slackTexts);
  const { workspace, channel, connectUrl, problem } = slack;
  const isNowhere = useSetting('slack.channel').value === undefined && channel === null;
  return (
    <FieldGroup id="field-slack" legend={texts.workspace}>
      <p>{workspace === null ? texts.unconnected : texts.connected(workspace)}</p>
      {problem !== null && (
        <Notice tone="warning" title={texts.troubleTitle}>
          <p>{problem}</p>
        </Notice>
      )}
      {workspace !== null && isNowhere && (
        <Notice tone="warning" title={texts.noChannelTitle}>
          <p>{texts.noChannel}</p>
        </Notice>
      )}
      {connectUrl !== null && (
        <p className="slack-connect">
          <a className="button button-secondary" href={connectUrl} target="_blank" rel="noreferrer">
            {workspace === null ? texts.connect : texts.connectAnother}
          </a>
          <span className="hint">{texts.connectHint}</span>
        </p>
      )}
    </FieldGroup>
  );
}
