import * as z from 'zod';
import { OutsideError } from '../connectors/errors.ts';
import type { Workspace } from '../slack/workspace.ts';
import { renameChannel } from '../store/approval-messages.ts';
import { forgetChecked } from '../store/slack-people.ts';
import { forgetWorkspace } from '../store/slack-workspaces.ts';
import type { ActingOptions } from './acting.ts';

const Opened = z.object({ type: z.literal('app_home_opened'), user: z.string(), tab: z.string().nullish() });
const UserChanged = z.object({
  type: z.literal('user_change'),
  user: z.object({ id: z.string(), team_id: z.string() }),
});
const ChannelRenamed = z.object({
  type: z.literal('channel_id_changed'),
  old_channel_id: z.string(),
  new_channel_id: z.string(),
});
const Gone = z.object({ type: z.enum(['app_uninstalled', 'tokens_revoked']) });
/** The events of our manifest, as far as we read them. */
export const HeardEvent = z.discriminatedUnion('type', [Opened, UserChanged, ChannelRenamed, Gone]);
export type HeardEvent = z.infer<typeof HeardEvent>;

/** Does what an event of a workspace asks for; each is heard once (http/slack-requests.ts). */
export async function hearEvent(
  options: ActingOptions,
  workspace: Workspace,
  teamId: string,
  event: HeardEvent,
): Promise<void> {
  switch (event.type) {
    case 'app_home_opened':
      return event.tab === 'messages'
        ? undefined
        : openHome(options, workspace, { userId: event.user, teamId });
    case 'user_change':
      return forgetChecked(options.db, event.user.team_id, event.user.id);
    case 'channel_id_changed':
      return moved(options, workspace, event);
    default:
      return mayBeGone(options, workspace, teamId, event.type);
  }
}

async function openHome(
  options: ActingOptions,
  workspace: Workspace,
  user: { userId: string; teamId: string },
): Promise<void> {
  const { person } = await options.recognise(workspace, user);
  if (person) await options.showHome(workspace, person, { notice: null });
}

async function moved(
  { db, log }: ActingOptions,
  { companyId }: Workspace,
  { old_channel_id: from, new_channel_id: to }: z.infer<typeof ChannelRenamed>,
): Promise<void> {
  await renameChannel(db, companyId, { from, to });
  log.warn({ companyId, from, to }, 'a Slack channel has another id now: put it into the settings');
}

/** The event may be late, and the app installed again: only a token that Slack refuses is forgotten. */
async function mayBeGone(
  { db, workspaces, log }: ActingOptions,
  workspace: Workspace,
  teamId: string,
  type: string,
): Promise<void> {
  const { companyId } = workspace;
  const isRefused = await workspace.interactive.authTest().then(
    () => false,
    (error: unknown) => error instanceof OutsideError && error.failure.word === 'sign-in-again',
  );
  log.warn({ companyId, teamId, type, isRefused }, 'the app was taken away in Slack');
  if (!isRefused || (await forgetWorkspace(db, teamId)) === undefined) return;
  await workspaces.lookAgain();
}
