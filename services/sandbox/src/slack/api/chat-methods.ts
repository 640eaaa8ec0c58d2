import { isTrue, readContent, readMetadata } from '../content.ts';
import { formatTs } from '../ids.ts';
import { channelOf, memberOf, messageOf } from '../lookup.ts';
import { messagePayload } from '../payloads.ts';
import { post, removeMessage, replaceContent, showEphemeral } from '../post.ts';
import type { Channel, Message } from '../records.ts';
import { SlackError } from '../slack-error.ts';
import { openDirect } from './direct.ts';
import { joinedChannel, type Method, type MethodCall, textArg, visibleChannel } from './method.ts';

/** A post is cut there according to common knowledge; here it is refused, which nobody can overlook. */
const maxPostText = 40_000;
const maxUpdateText = 4_000;

/** Writing, changing and taking back messages (slack.md 10). */
export const chatMethods: Record<string, Method> = {
  'chat.postMessage': { tier: 'post', scopes: ['chat:write'], run: postMessage },
  'chat.update': { tier: 'tier3', scopes: ['chat:write'], run: update },
  'chat.delete': { tier: 'tier3', scopes: ['chat:write'], run: remove },
  'chat.postEphemeral': { tier: 'tier4', scopes: ['chat:write'], run: postEphemeral },
};

function postMessage(call: MethodCall) {
  const { context, installation, args } = call;
  const channel = writableChannel(call);
  const message = post(context, {
    channel,
    user: installation.bot_user_id,
    teamId: installation.team_id,
    bot: installation,
    content: readContent(args, maxPostText),
    threadTs: threadArg(call),
    isBroadcast: isTrue(args.reply_broadcast),
    metadata: readMetadata(args.metadata),
  });
  return { channel: channel.id, ts: message.ts, message: messagePayload(context, message, true) };
}

/** A channel the app is in, or a person by id: their direct messages. */
function writableChannel(call: MethodCall): Channel {
  const id = textArg(call, 'channel') ?? '';
  const person = memberOf(call.context, id);
  if (person) return openDirect(call.context, call.installation, person);
  const channel = joinedChannel(call);
  if (channel.is_archived) throw new SlackError('is_archived');
  return channel;
}

function threadArg(call: MethodCall): string | undefined {
  const given = call.args.thread_ts;
  if (given === undefined || given === null || given === '') return undefined;
  // A number loses digits: Slack finds no such thread.
  if (typeof given !== 'string') throw new SlackError('invalid_arguments');
  return given;
}

function update(call: MethodCall) {
  const { context, args } = call;
  const message = ownMessage(call, 'cant_update_message');
  const content = readContent(args, maxUpdateText);
  const metadata = readMetadata(args.metadata);
  replaceContent(message, content);
  if (metadata !== undefined) message.metadata = metadata;
  // No "(edited)" when blocks are used (slack.md 10).
  if (content.blocks.length === 0) {
    message.edited = { user: message.user, ts: formatTs(context.now().getTime() * 1000) };
  }
  context.changed();
  const { channel, ts, text } = message;
  return { channel, ts, text, message: messagePayload(context, message, true) };
}

function remove(call: MethodCall) {
  const message = ownMessage(call, 'cant_delete_message');
  removeMessage(call.context, message);
  return { channel: message.channel, ts: message.ts };
}

/** Only what the app itself wrote can be changed by it. */
function ownMessage(call: MethodCall, refusal: string): Message {
  const channel = visibleChannel(call);
  const message = messageOf(call.context, channel.id, textArg(call, 'ts') ?? '');
  if (!message) throw new SlackError('message_not_found');
  if (message.bot_id !== call.installation.bot_id) throw new SlackError(refusal);
  if (channel.is_archived) throw new SlackError('is_archived');
  return message;
}

function postEphemeral(call: MethodCall) {
  const { context, installation, args } = call;
  const channel = writableChannel(call);
  const user = textArg(call, 'user') ?? '';
  if (!channelOf(context, channel.id)?.members.includes(user)) throw new SlackError('user_not_in_channel');
  const ephemeral = showEphemeral(context, {
    channel: channel.id,
    user,
    threadTs: threadArg(call) ?? null,
    botId: installation.bot_id,
    content: readContent(args, maxPostText),
  });
  return { message_ts: ephemeral.ts };
}
