import { sendEvent } from './act-events.ts';
import type { Outcome, Sending } from './acts.ts';
import { newCode } from './installing.ts';
import { actorOf, appIn } from './lookup.ts';
import { SlackActError, type SlackContext } from './slack-context.ts';

/** "Allow" on the consent page: the address the browser is sent to, with the code and the app's state. */
export function grant(
  context: SlackContext,
  asked: { teamId: string; user: string; scopes: string[]; redirectUri: string; state: string },
): string {
  const member = actorOf(context, asked.user);
  if (member.team_id !== asked.teamId)
    throw new SlackActError(`${asked.user} is not of the workspace ${asked.teamId}.`);
  if (member.is_restricted || member.is_ultra_restricted)
    throw new SlackActError('Guests cannot install apps.');
  const target = new URL(asked.redirectUri);
  target.searchParams.set('code', newCode(context, asked));
  target.searchParams.set('state', asked.state);
  return target.href;
}

/** Removes the app from a workspace: its token is dead at once, and the app is told by two events. */
export async function uninstall(
  context: SlackContext,
  asked: Sending & { teamId: string },
): Promise<Outcome[]> {
  const installation = appIn(context, asked.teamId);
  installation.trouble = 'token_revoked';
  context.changed();
  const revoked = { type: 'tokens_revoked', tokens: { oauth: [], bot: [installation.bot_user_id] } };
  return [
    await sendEvent(context, { ...asked, event: revoked }),
    await sendEvent(context, { ...asked, event: { type: 'app_uninstalled' } }),
  ];
}
