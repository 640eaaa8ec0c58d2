import type { Channel, Member, Message, SlackMemory } from '../../slack/records.ts';
import type { PageContext } from '../page-context.ts';
import type { Reader } from './reader.ts';

/** The workspace as one person sees it. */
export type Viewer = {
  memory: SlackMemory;
  person: Member;
  /** Whom one may act as. */
  people: Member[];
  /** The channels the person is in. */
  channels: Channel[];
  reader: Reader;
};

/**
 * Whoever was chosen; else the member with the address of the Pipedrive user who is signed in, else the first one.
 * @throws Error when the workspace has nobody
 */
export function viewerOf(context: PageContext, memory: SlackMemory, chosenId: string | undefined): Viewer {
  const people = memory.members.filter((member) => !member.is_bot && !member.deleted);
  const person =
    people.find(({ id }) => id === chosenId) ??
    people.find(({ email }) => email === context.staff.email) ??
    people[0];
  if (!person) throw new Error('The Slack workspace has no member: reset the sandbox to its seed.');
  return {
    memory,
    person,
    people,
    channels: memory.channels.filter(({ kind, members }) => kind !== 'direct' && members.includes(person.id)),
    reader: readerOf(context, memory, person),
  };
}

/** The conversation of the person with the app, once there is one. */
export function directChannel({ memory, person }: Viewer): Channel | undefined {
  return memory.channels.find((channel) => channel.kind === 'direct' && channel.members.includes(person.id));
}

/** The newest message in the channel itself; '' where there is none. */
export function latestTs({ memory }: Viewer, channelId: string): string {
  return (
    memory.messages.findLast((message) => message.channel === channelId && isInChannel(message))?.ts ?? ''
  );
}

/** Replies stand in their thread alone, unless they were sent to the channel as well. */
export function isInChannel(message: Message): boolean {
  return message.thread_ts === null || message.thread_ts === message.ts || message.is_broadcast;
}

function readerOf(context: PageContext, memory: SlackMemory, person: Member): Reader {
  const named = (id: string): string | undefined => memory.members.find((each) => each.id === id)?.real_name;
  return {
    context,
    userId: person.id,
    timeZone: person.tz,
    now: new Date(),
    userName: named,
    channelName: (id) =>
      memory.channels.find((channel) => channel.id === id && channel.kind !== 'direct')?.name,
    people: memory.members
      .filter((member) => member.team_id === person.team_id && !member.deleted && !member.is_bot)
      .map(({ id, real_name: name }) => ({ id, name })),
  };
}
