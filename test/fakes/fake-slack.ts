import { OutsideError } from '#sync/connectors/errors.ts';
import type { Slack, SlackMessage } from '#sync/connectors/slack/port.ts';

/** A message as the fake keeps it. */
export interface KeptMessage {
  channel: string;
  ts: string;
  threadTs?: string;
  broadcast?: boolean;
  message: SlackMessage;
  /** How often it was redrawn. */
  updates: number;
}

/** What goes wrong with the next call of a method. */
export type Trouble = OutsideError | 'accepted-and-cut';

/** A workspace in memory. */
export interface FakeSlack extends Slack {
  messages: KeptMessage[];
  /** Method and channel of each call, in order. */
  calls: string[];
  homes: Map<string, unknown>;
  /** The next calls of a method fail, one after the other. */
  trouble(method: keyof Slack, ...troubles: Trouble[]): void;
  /** Every call fails as long as it is set. */
  down: OutsideError | null;
  delete(ts: string): void;
  /** Those of the channel, or the replies of a thread. */
  posts(threadTs?: string): KeptMessage[];
  people: { id: string; email: string }[];
}

/** A refusal of Slack, or a silence: `code` is its own word. */
export function slackError(
  word: 'retry-later' | 'sign-in-again' | 'not-found' | 'rejected' | 'broken',
  more: { code?: string; retryAfterMs?: number; unclear?: boolean; heldBack?: boolean } = {},
): OutsideError {
  const text = { fr: more.code ?? word, en: more.code ?? word };
  return new OutsideError({ vendor: 'slack', word, title: text, detail: text, ...more });
}

export function createFakeSlack(): FakeSlack {
  const messages: KeptMessage[] = [];
  const calls: string[] = [];
  const homes = new Map<string, unknown>();
  const troubles = new Map<string, Trouble[]>();
  let count = 0;
  const enter = (method: string, channel = ''): Trouble | undefined => {
    calls.push(`${method} ${channel}`.trim());
    if (fake.down) throw fake.down;
    const trouble = troubles.get(method)?.shift();
    if (trouble instanceof OutsideError) throw trouble;
    return trouble;
  };
  const at = (channel: string, ts: string) => {
    const found = messages.find((one) => one.channel === channel && one.ts === ts);
    if (!found) throw slackError('not-found', { code: 'message_not_found' });
    return found;
  };
  const fake: FakeSlack = {
    messages,
    calls,
    homes,
    down: null,
    people: [],
    trouble: (method, ...more) => void troubles.set(method, [...(troubles.get(method) ?? []), ...more]),
    delete: (ts) => {
      messages.splice(
        messages.findIndex((one) => one.ts === ts),
        1,
      );
    },
    posts: (threadTs) => messages.filter((one) => one.threadTs === threadTs),
    authTest: async () => {
      enter('authTest');
      const ids = { teamId: 'T1', teamName: 'Team', enterpriseId: null, botId: 'B1', botUserId: 'U0' };
      return { ...ids, scopes: [], url: 'https://team.example.org/' };
    },
    postMessage: async ({ channel, message, threadTs, broadcast }) => {
      const trouble = enter('postMessage', channel);
      if (threadTs !== undefined && !messages.some(({ ts }) => ts === threadTs))
        throw slackError('not-found', { code: 'thread_not_found' });
      count += 1;
      const ts = `1700000000.${String(count).padStart(6, '0')}`;
      const place = {
        channel,
        ts,
        ...(threadTs !== undefined && { threadTs }),
        ...(broadcast !== undefined && { broadcast }),
      };
      messages.push({ ...place, message, updates: 0 });
      if (trouble === 'accepted-and-cut') throw slackError('retry-later', { unclear: true });
      return { channel, ts };
    },
    updateMessage: async ({ channel, ts, message }) => {
      enter('updateMessage', channel);
      const found = at(channel, ts);
      found.message = message;
      found.updates += 1;
    },
    postEphemeral: async ({ channel }) => void enter('postEphemeral', channel),
    findMessage: async ({ channel, threadTs, eventType, payload }) => {
      enter('findMessage', channel);
      const found = messages.find(
        (one) =>
          one.channel === channel &&
          one.threadTs === threadTs &&
          one.message.metadata?.event_type === eventType &&
          Object.entries(payload).every(([key, value]) => one.message.metadata?.event_payload[key] === value),
      );
      return found?.ts ?? null;
    },
    openView: async () => {
      enter('openView');
      return { viewId: 'V1', hash: 'h' };
    },
    updateView: async () => void enter('updateView'),
    publishHome: async ({ userId, view }) => {
      enter('publishHome', userId);
      homes.set(userId, view);
    },
    person: async (id) => {
      enter('person');
      const more = {
        enterpriseId: null,
        isStranger: false,
        isGuest: false,
        isBot: false,
        isDeleted: false,
        language: 'fr' as const,
        timeZone: null,
      };
      return { id, teamId: 'T1', name: id, email: null, ...more };
    },
    personByEmail: async (email) => {
      enter('personByEmail');
      const found = fake.people.find((one) => one.email === email);
      return found ? { ...(await fake.person(found.id)), email } : null;
    },
    channel: async () => null,
    openDirect: async (userId) => {
      enter('openDirect', userId);
      return `D${userId}`;
    },
  };
  return fake;
}
