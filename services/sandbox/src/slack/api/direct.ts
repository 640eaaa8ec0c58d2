import { nextId } from '../ids.ts';
import type { Channel, Installation, Member } from '../records.ts';
import type { SlackContext } from '../slack-context.ts';
import { SlackError } from '../slack-error.ts';

/**
 * The direct messages between the app and one person; made when there are none yet.
 * @throws SlackError user_not_found, user_disabled, cannot_dm_bot
 */
export function openDirect(context: SlackContext, installation: Installation, person: Member): Channel {
  const { memory, now } = context;
  if (person.is_bot) throw new SlackError('cannot_dm_bot');
  if (person.deleted) throw new SlackError('user_disabled');
  if (person.team_id !== installation.team_id) throw new SlackError('user_not_found');
  const known = memory.channels.find(
    (each) =>
      each.kind === 'direct' &&
      each.members.includes(person.id) &&
      each.members.includes(installation.bot_user_id),
  );
  if (known) return known;
  const channel: Channel = {
    id: nextId(context, 'D'),
    team_id: installation.team_id,
    name: person.id,
    kind: 'direct',
    is_archived: false,
    is_ext_shared: false,
    members: [installation.bot_user_id, person.id],
    created: Math.floor(now().getTime() / 1000),
  };
  memory.channels.push(channel);
  context.changed();
  return channel;
}
