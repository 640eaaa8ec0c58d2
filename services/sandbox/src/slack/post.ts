import type { Content } from './content.ts';
import { nextId, nextTs } from './ids.ts';
import type { Channel, Ephemeral, Installation, Message, Metadata } from './records.ts';
import type { SlackContext } from './slack-context.ts';
import { SlackError } from './slack-error.ts';

/** As many as the mailbox keeps; old ones go in slabs, so that a post costs the same every time. */
const keptMessages = 20_000;
const keptEphemerals = 2_000;
const slab = 500;

function keep<T>(list: T[], added: T, kept: number): T[] {
  list.push(added);
  return list.length > kept + slab ? list.slice(-kept) : list;
}

export type Post = {
  channel: Channel;
  /** Id of who writes; the app's bot user when `bot` is given. */
  user: string;
  teamId: string;
  bot: Installation | null;
  content: Content;
  threadTs?: string | undefined;
  isBroadcast?: boolean;
  metadata?: Metadata | null | undefined;
};

/** Puts a message into a channel. @throws SlackError thread_not_found when there is no such parent */
export function post(context: SlackContext, asked: Post): Message {
  const { channel, content, threadTs } = asked;
  if (threadTs !== undefined) markParent(context, channel.id, threadTs);
  const message: Message = {
    channel: channel.id,
    ts: nextTs(context),
    thread_ts: threadTs ?? null,
    is_broadcast: threadTs !== undefined && asked.isBroadcast === true,
    team_id: asked.teamId,
    user: asked.user,
    bot_id: asked.bot?.bot_id ?? null,
    text: content.text,
    blocks: content.blocks,
    metadata: asked.metadata ?? null,
    edited: null,
    is_tombstone: false,
    pings: content.pings,
  };
  context.memory.messages = keep(context.memory.messages, message, keptMessages);
  context.changed();
  return message;
}

function markParent({ memory }: SlackContext, channel: string, ts: string): void {
  const parent = memory.messages.find((each) => each.channel === channel && each.ts === ts);
  if (!parent || (parent.thread_ts !== null && parent.thread_ts !== ts))
    throw new SlackError('thread_not_found');
  parent.thread_ts = ts;
}

/** Shows something to one person in a channel. `botId` is Slackbot's where Slack itself speaks. */
export function showEphemeral(
  context: SlackContext,
  asked: { channel: string; user: string; threadTs: string | null; botId: string; content: Content },
): Ephemeral {
  const ephemeral: Ephemeral = {
    id: nextId(context, 'E'),
    channel: asked.channel,
    user: asked.user,
    ts: nextTs(context),
    thread_ts: asked.threadTs,
    bot_id: asked.botId,
    text: asked.content.text,
    blocks: asked.content.blocks,
    pings: asked.content.pings,
  };
  context.memory.ephemerals = keep(context.memory.ephemerals, ephemeral, keptEphemerals);
  context.changed();
  return ephemeral;
}

/** Takes a message away; one with replies leaves a placeholder (slack.md 10). */
export function removeMessage(context: SlackContext, message: Message): void {
  const { memory } = context;
  const hasReplies = memory.messages.some(
    (each) => each.channel === message.channel && each.thread_ts === message.ts && each.ts !== message.ts,
  );
  if (hasReplies) Object.assign(message, { is_tombstone: true, blocks: [], metadata: null });
  else memory.messages = memory.messages.filter((each) => each !== message);
  context.changed();
}

/** New text and blocks for a message or an ephemeral: with text alone the blocks disappear. */
export function replaceContent(target: Message | Ephemeral, content: Content): void {
  target.text = content.text;
  target.blocks = content.blocks;
  target.pings = [...new Set([...target.pings, ...content.pings])];
}
