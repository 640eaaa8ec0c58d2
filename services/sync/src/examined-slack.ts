import type { Kysely } from 'kysely';
import type { SlackSettingsView } from '#core/contract/settings-view.ts';
import type { Language } from '#core/model/localized.ts';
import type { ExaminedSlack } from './doctor/examine-slack.ts';
import type { SlackParts } from './open-slack.ts';
import { waitingChanges } from './store/approval-changes.ts';
import type { Schema } from './store/schema.ts';

/** What the doctor looks at. */
export function examinedSlack(
  db: Kysely<Schema>,
  { workspaces }: Pick<SlackParts, 'workspaces'>,
  companyId: string,
): ExaminedSlack {
  return {
    slack: workspaces.of(companyId)?.interactive,
    channel: workspaces.channelOf(companyId),
    waiting: () => waitingChanges(db, companyId),
  };
}

/** What the settings page says of it. @param connectUrl where a workspace is connected; null where it cannot be */
export async function slackSettingsOf(
  db: Kysely<Schema>,
  { workspaces }: Pick<SlackParts, 'workspaces'>,
  { companyId, connectUrl }: { companyId: string; connectUrl: string | null },
  reader: Language,
): Promise<SlackSettingsView> {
  const { problem } = await waitingChanges(db, companyId);
  return {
    workspace: workspaces.of(companyId)?.teamName ?? null,
    channel: workspaces.channelOf(companyId),
    connectUrl,
    problem: problem && `${problem.title[reader]}. ${problem.detail[reader]}`,
  };
}
