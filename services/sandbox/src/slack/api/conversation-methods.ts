import { isTrue } from '../content.ts';
import { memberOf, messageOf, repliesTo } from '../lookup.ts';
import { channelPayload, messagePayload } from '../payloads.ts';
import type { Channel, Message } from '../records.ts';
import { SlackError } from '../slack-error.ts';
import { openDirect } from './direct.ts';
import {
  joinedChannel,
  type Method,
  type MethodCall,
  pageOf,
  requireScope,
  scopeFor,
  textArg,
  visibleChannel,
} from './method.ts';

/** Channels, who is in them, and what was written. */
export const conversationMethods: Record<string, Method> = {
  'conversations.info': { tier: 'tier3', scopes: [], run: info },
  'conversations.list': { tier: 'tier2', scopes: ['channels:read', 'groups:read', 'im:read'], run: list },
  'conversations.members': { tier: 'tier4', scopes: [], run: members },
  'conversations.history': { tier: 'tier3', scopes: [], run: history },
  'conversations.replies': { tier: 'tier3', scopes: [], run: replies },
  'conversations.open': { tier: 'tier3', scopes: ['im:write'], run: open },
};

function info(call: MethodCall) {
  const channel = visibleChannel(call);
  requireReading(call, channel);
  const count = isTrue(call.args.include_num_members) ? { num_members: channel.members.length } : {};
  return { channel: { ...channelPayload(channel, call.installation), ...count } };
}

/** `im:write` is enough to look at the app's own direct messages. */
function requireReading({ installation }: MethodCall, channel: Channel): void {
  if (channel.kind === 'direct' && installation.scopes.includes('im:write')) return;
  requireScope(installation, scopeFor(channel, 'read'));
}

function list(call: MethodCall) {
  const { context, installation, args } = call;
  const asked = (textArg(call, 'types') ?? 'public_channel').split(',').map((type) => type.trim());
  const types = { public: 'public_channel', private: 'private_channel', direct: 'im' };
  const isSeen = (channel: Channel): boolean =>
    asked.includes(types[channel.kind]) &&
    !(isTrue(args.exclude_archived) && channel.is_archived) &&
    (channel.members.includes(installation.bot_user_id) ||
      (channel.kind === 'public' && channel.team_id === installation.team_id));
  const { items, nextCursor } = pageOf(call, context.memory.channels.filter(isSeen));
  return {
    channels: items.map((channel) => channelPayload(channel, installation)),
    response_metadata: { next_cursor: nextCursor },
  };
}

function members(call: MethodCall) {
  const channel = visibleChannel(call);
  requireReading(call, channel);
  const { items, nextCursor } = pageOf(call, channel.members);
  return { members: items, response_metadata: { next_cursor: nextCursor } };
}

function history(call: MethodCall) {
  const channel = joinedChannel(call);
  requireScope(call.installation, scopeFor(channel, 'history'));
  const isTop = ({ thread_ts: threadTs, ts, is_broadcast: isBroadcast }: Message): boolean =>
    threadTs === null || threadTs === ts || isBroadcast;
  const found = call.context.memory.messages.filter((each) => each.channel === channel.id && isTop(each));
  return pageOfMessages(call, inWindow(call, found).reverse());
}

function replies(call: MethodCall) {
  const channel = joinedChannel(call);
  requireScope(call.installation, scopeFor(channel, 'history'));
  const parent = messageOf(call.context, channel.id, textArg(call, 'ts') ?? '');
  if (!parent) throw new SlackError('thread_not_found');
  // The parent always comes first, whatever the window.
  return pageOfMessages(call, [parent, ...inWindow(call, repliesTo(call.context, parent))]);
}

/** Between `oldest` and `latest`, which themselves count with `inclusive` alone. */
function inWindow(call: MethodCall, found: readonly Message[]): Message[] {
  const oldest = Number(textArg(call, 'oldest') ?? 0);
  const latest = Number(textArg(call, 'latest') ?? Number.POSITIVE_INFINITY);
  const isInclusive = isTrue(call.args.inclusive);
  return found.filter(({ ts }) => {
    const at = Number(ts);
    return (at > oldest && at < latest) || (isInclusive && (at === oldest || at === latest));
  });
}

function pageOfMessages(call: MethodCall, found: readonly Message[]) {
  const withMetadata = isTrue(call.args.include_all_metadata);
  if (withMetadata) requireScope(call.installation, 'metadata.message:read');
  const { items, nextCursor } = pageOf(call, found);
  return {
    messages: items.map((message) => messagePayload(call.context, message, withMetadata)),
    has_more: nextCursor !== '',
    ...(nextCursor ? { response_metadata: { next_cursor: nextCursor } } : {}),
  };
}

/** Direct messages with one person; groups of people are left out. */
function open(call: MethodCall) {
  const [id = '', ...others] = (textArg(call, 'users') ?? '').split(',');
  if (others.length > 0) throw new SlackError('not_enough_users');
  const person = memberOf(call.context, id);
  if (!person) throw new SlackError(id ? 'user_not_found' : 'users_list_not_supplied');
  const channel = openDirect(call.context, call.installation, person);
  const isWhole = isTrue(call.args.return_im);
  return { channel: isWhole ? channelPayload(channel, call.installation) : { id: channel.id } };
}
