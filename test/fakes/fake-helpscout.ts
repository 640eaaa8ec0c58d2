import { OutsideError } from '#sync/connectors/errors.ts';
import { plainTextOf } from '#sync/connectors/helpscout/plain-text.ts';
import type {
  DeskConversation,
  DeskCustomer,
  DeskMailbox,
  DeskThread,
  DeskWebhook,
  Helpscout,
} from '#sync/connectors/helpscout/port.ts';

/** What a test sets and looks at. */
export interface FakeDesk {
  port: Helpscout;
  conversations: Map<number, DeskConversation | { mergedInto: number }>;
  /** By conversation, oldest first. */
  threads: Map<number, DeskThread[]>;
  customers: Map<number, DeskCustomer>;
  mailboxes: DeskMailbox[];
  /** By inbox. */
  savedReplies: Map<number, { id: number; name: string; html: string }[]>;
  /** null: the plan has none. */
  properties: { slug: string; name: string; type: string }[] | null;
  webhooks: DeskWebhook[];
  /** Every call, with what it was given. */
  calls: { name: string; given: unknown[] }[];
  /** Thrown by the next call of that name: before it is carried out, or after. */
  fails: { name: string; error: Error; after?: boolean }[];
  called(name: string): unknown[][];
}

export const us = { id: 1, name: 'Passerelle', email: 'passerelle@example.org', isActive: true };

export function aConversation(overrides: Partial<DeskConversation> = {}): DeskConversation {
  return {
    id: 55,
    number: 1234,
    mailboxId: 301,
    subject: 'Une question',
    status: 'pending',
    state: 'published',
    tags: [],
    customerId: 9,
    customerEmail: 'camille@mairie.example.org',
    assignee: null,
    createdAt: '2026-11-20T09:00:00Z',
    look: 'as it came',
    webUrl: 'https://desk.example.org/conversation/55/1234/',
    ...overrides,
  };
}

export function anEntry(overrides: Partial<DeskThread> = {}): DeskThread {
  return {
    id: 551,
    type: 'customer',
    state: 'published',
    createdAt: '2026-11-20T09:00:00Z',
    by: 'customer',
    byEmail: 'camille@mairie.example.org',
    text: 'Bonjour',
    savedReplyId: null,
    mergedFromId: null,
    attachments: [],
    ...overrides,
  };
}

/** A failure of Help Scout's API. */
export function deskError(word: 'retry-later' | 'rejected' | 'not-found' | 'sign-in-again', unclear = false) {
  const words = { fr: 'x', en: 'x' };
  return new OutsideError({ vendor: 'helpscout', word, title: words, detail: words, unclear });
}

/** A help desk in memory: one conversation of one customer, one inbox, whatever else the test puts there. */
export function fakeDesk(): FakeDesk {
  const fake: FakeDesk = {
    port: undefined as unknown as Helpscout,
    conversations: new Map([[55, aConversation()]]),
    threads: new Map([[55, [anEntry()]]]),
    customers: new Map([
      [9, { id: 9, firstName: 'Camille', lastName: 'Exemple', emails: ['camille@mairie.example.org'] }],
    ]),
    mailboxes: [{ id: 301, name: 'Support', email: 'support@example.org' }],
    savedReplies: new Map(),
    properties: [],
    webhooks: [],
    calls: [],
    fails: [],
    called: (name) => fake.calls.filter((call) => call.name === name).map(({ given }) => given),
  };
  fake.port = recording(fake, plainPort(fake));
  return fake;
}

/** Notes every call, and lets those fail that the test wants to. */
function recording(fake: FakeDesk, port: Helpscout): Helpscout {
  const entries = Object.entries(port).map(([name, method]) => [
    name,
    async (...given: unknown[]) => {
      fake.calls.push({ name, given });
      const index = fake.fails.findIndex((failure) => failure.name === name);
      const [failure] = index < 0 ? [] : fake.fails.splice(index, 1);
      if (failure && !failure.after) throw failure.error;
      const answer = await (method as (...args: unknown[]) => Promise<unknown>)(...given);
      if (failure) throw failure.error;
      return answer;
    },
  ]);
  return Object.fromEntries(entries) as Helpscout;
}

function plainPort(fake: FakeDesk): Helpscout {
  let lastId = 9000;
  const add = (conversationId: number, thread: Partial<DeskThread>) => {
    lastId += 1;
    const own = { by: 'staff' as const, byEmail: us.email, createdAt: new Date().toISOString() };
    const made = anEntry({ ...own, id: lastId, ...thread });
    fake.threads.set(conversationId, [...(fake.threads.get(conversationId) ?? []), made]);
    return { threadId: lastId };
  };
  return {
    mailboxes: async () => fake.mailboxes,
    user: async () => null,
    self: async () => us,
    conversation: async (id) => {
      const found = fake.conversations.get(id);
      if (!found) return { kind: 'gone' };
      return 'mergedInto' in found
        ? { kind: 'merged', intoId: found.mergedInto }
        : { kind: 'there', conversation: found };
    },
    threads: async (id, max = 50) => (fake.threads.get(id) ?? []).toReversed().slice(0, max),
    customer: async (id) => fake.customers.get(id) ?? null,
    modifiedSince: async () => ({ conversations: [], nextPage: null }),
    conversationsOf: async () => [],
    conversationsWith: async () => [],
    reply: async ({ conversationId, html, send }) =>
      add(conversationId, {
        type: 'message',
        state: send ? 'published' : 'draft',
        text: plainTextOf(html),
      }),
    note: async ({ conversationId, html }) => add(conversationId, { type: 'note', text: plainTextOf(html) }),
    setTags: async (id, tags) => {
      const found = fake.conversations.get(id);
      if (found && 'tags' in found) fake.conversations.set(id, { ...found, tags: [...tags] });
    },
    savedReplies: async (mailboxId) =>
      (fake.savedReplies.get(mailboxId) ?? []).map(({ id, name }) => ({ id, name, preview: '' })),
    savedReply: async (mailboxId, id) =>
      (fake.savedReplies.get(mailboxId) ?? []).find((reply) => reply.id === id) ?? null,
    createSavedReply: async (mailboxId, reply) => {
      lastId += 1;
      const known = fake.savedReplies.get(mailboxId) ?? [];
      fake.savedReplies.set(mailboxId, [...known, { id: lastId, ...reply }]);
    },
    customerProperties: async () => fake.properties,
    createCustomerProperty: async (property) => void fake.properties?.push(property),
    setCustomerProperties: async () => undefined,
    webhooks: async () => fake.webhooks,
    createWebhook: async ({ secret: _, ...webhook }) => {
      lastId += 1;
      fake.webhooks.push({ id: lastId, state: 'enabled', ...webhook });
    },
    replaceWebhook: async (id, { secret: _, ...webhook }) => {
      fake.webhooks = fake.webhooks.map((each) =>
        each.id === id ? { id, state: 'enabled', ...webhook } : each,
      );
    },
  };
}
