import { actorOf, channelFor } from './lookup.ts';
import { pingsOf } from './pings.ts';
import { post } from './post.ts';
import { SlackActError, type SlackContext } from './slack-context.ts';
import { SlackError } from './slack-error.ts';

const maxText = 40_000;

/** A person writes into a channel or a thread. Gives the ts. */
export function write(
  context: SlackContext,
  { user, channel: id, text, threadTs }: { user: string; channel: string; text: string; threadTs?: string },
): string {
  const member = actorOf(context, user);
  const channel = channelFor(context, user, id);
  if (text.trim() === '' || text.length > maxText)
    throw new SlackActError('A message has 1 to 40,000 characters.');
  const content = { text, blocks: [], pings: pingsOf(text, [], true) };
  try {
    return post(context, { channel, user, teamId: member.team_id, bot: null, content, threadTs }).ts;
  } catch (error) {
    if (error instanceof SlackError) throw new SlackActError(`There is no thread ${threadTs} in ${id}.`);
    throw error;
  }
}

/** Takes an ephemeral message off the person's screen. */
export function dismiss(context: SlackContext, id: string): void {
  context.memory.ephemerals = context.memory.ephemerals.filter((each) => each.id !== id);
  context.changed();
}
