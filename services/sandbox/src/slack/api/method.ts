import type { Tier } from '../rate-limits.ts';
import type { Channel, Installation } from '../records.ts';
import type { SlackContext } from '../slack-context.ts';
import { SlackError } from '../slack-error.ts';

/** One call of the Web API, let in. */
export type MethodCall = { context: SlackContext; installation: Installation; args: Record<string, unknown> };

/** What a method answers besides `ok: true`. */
export type MethodAnswer = Record<string, unknown>;

export type Method = {
  tier: Tier;
  /** One of these is needed; none = any token does. */
  scopes: readonly string[];
  run: (call: MethodCall) => MethodAnswer;
};

/** An argument that is a text, or undefined. */
export function textArg({ args }: MethodCall, name: string): string | undefined {
  const value = args[name];
  if (typeof value === 'number') return String(value);
  return typeof value === 'string' && value !== '' ? value : undefined;
}

/** @throws SlackError missing_scope, naming what is needed and what there is */
export function requireScope({ scopes }: Installation, needed: string): void {
  if (scopes.includes(needed)) return;
  throw new SlackError('missing_scope', { needed, provided: scopes.join(',') });
}

/**
 * The channel an argument names, as far as the app may know of it: a private one it is not in does not exist for it.
 * @throws SlackError channel_not_found
 */
export function visibleChannel(call: MethodCall, name = 'channel'): Channel {
  const id = textArg(call, name);
  const { memory } = call.context;
  const { bot_user_id: bot, team_id: teamId } = call.installation;
  const found = memory.channels.find((channel) => channel.id === id);
  const isOurs = found?.team_id === teamId || found?.members.includes(bot);
  if (!found || !isOurs) throw new SlackError('channel_not_found');
  if (found.kind !== 'public' && !found.members.includes(bot)) throw new SlackError('channel_not_found');
  return found;
}

/** A channel the app is in. @throws SlackError channel_not_found, not_in_channel */
export function joinedChannel(call: MethodCall): Channel {
  const channel = visibleChannel(call);
  if (!channel.members.includes(call.installation.bot_user_id)) throw new SlackError('not_in_channel');
  return channel;
}

/** `channels:read` for public ones, `groups:read` for private ones, `im:read` for direct messages, and so on. */
export function scopeFor(channel: Channel, verb: 'read' | 'history'): string {
  const kinds = { public: 'channels', private: 'groups', direct: 'im' };
  return `${kinds[channel.kind]}:${verb}`;
}

/** One page of a list: `limit` and `cursor` in, `next_cursor` out ('' at the end). @throws SlackError invalid_cursor */
export function pageOf<T>(
  call: MethodCall,
  all: readonly T[],
  standard = 100,
): { items: T[]; nextCursor: string } {
  const limit = Math.min(Math.max(Number(textArg(call, 'limit') ?? standard) || standard, 1), 999);
  const cursor = textArg(call, 'cursor');
  const start = cursor ? Number(Buffer.from(cursor, 'base64url').toString('utf8')) : 0;
  if (!Number.isInteger(start) || start < 0) throw new SlackError('invalid_cursor');
  const end = start + limit;
  const nextCursor = end < all.length ? Buffer.from(String(end)).toString('base64url') : '';
  return { items: all.slice(start, end), nextCursor };
}
