import type { Channel, Installation, Member, Message, OpenView, Team } from './records.ts';
import { SlackActError, type SlackContext } from './slack-context.ts';

/** The channel with this id, or undefined. */
export function channelOf({ memory }: SlackContext, id: string): Channel | undefined {
  return memory.channels.find((channel) => channel.id === id);
}

/** The person or bot with this id, or undefined. */
export function memberOf({ memory }: SlackContext, id: string): Member | undefined {
  return memory.members.find((member) => member.id === id);
}

/** The message of a channel by its ts; placeholders of deleted ones are none. */
export function messageOf({ memory }: SlackContext, channel: string, ts: string): Message | undefined {
  return memory.messages.find((each) => each.channel === channel && each.ts === ts && !each.is_tombstone);
}

/** The replies to a message, oldest first. */
export function repliesTo({ memory }: SlackContext, { channel, ts }: Message): Message[] {
  return memory.messages.filter(
    (each) => each.channel === channel && each.thread_ts === ts && each.ts !== ts && !each.is_tombstone,
  );
}

/** The team with this id; every id in the memory has one. */
export function teamOf({ memory }: SlackContext, id: string): Team {
  const team = memory.teams.find((each) => each.id === id);
  if (!team) throw new Error(`The memory names the workspace ${id}, which it does not hold.`);
  return team;
}

/** The app in a workspace, working or not; undefined where it was never added. */
export function installationIn({ memory }: SlackContext, teamId: string): Installation | undefined {
  return memory.installations.find((each) => each.team_id === teamId);
}

/** The workspace whose app is meant in a channel: the one that made the channel. */
export function appIn(context: SlackContext, teamId: string): Installation {
  const found = installationIn(context, teamId);
  if (!found) throw new SlackActError(`The app is not in the workspace ${teamId}.`);
  return found;
}

/** Who acts, for an act of the screen. */
export function actorOf(context: SlackContext, id: string): Member {
  const found = memberOf(context, id);
  if (!found) throw new SlackActError(`Nobody has the id ${id}.`);
  if (found.deleted) throw new SlackActError(`The account ${id} is deactivated.`);
  return found;
}

/** A channel the person is in, for an act of the screen. */
export function channelFor(context: SlackContext, user: string, id: string): Channel {
  const found = channelOf(context, id);
  if (!found?.members.includes(user)) throw new SlackActError(`${user} is not in the channel ${id}.`);
  return found;
}

/** A modal that is open at this person, for an act of the screen. */
export function openViewOf({ memory }: SlackContext, user: string, viewId: string): OpenView {
  const found = memory.views.find((view) => view.id === viewId && view.user === user);
  if (!found) throw new SlackActError(`${user} has no open modal ${viewId}.`);
  return found;
}
