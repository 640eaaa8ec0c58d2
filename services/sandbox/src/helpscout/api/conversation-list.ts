import type { Request } from 'express';
import type { HelpscoutContext } from '../helpscout-context.ts';
import { customerOf } from '../lookup.ts';
import type { Conversation } from '../records.ts';
import { isInstant } from '../times.ts';
import { conversationView } from '../views/conversation.ts';
import type { ApiCall } from './call.ts';
import { sendHal, sendPage } from './hal.ts';
import { HelpscoutError } from './helpscout-error.ts';
import { parseQuery } from './query-language.ts';
import { matchesConversation } from './query-match.ts';

/** GET /conversations (helpscout.md 2.2): without `status` only the active ones. */
export function listConversations({ context, req, res }: ApiCall): void {
  const { settings } = context.memory;
  const query = textOf(req, 'query');
  if (settings.refusesStatusAllWithQuery && query !== undefined && req.query.status === 'all') {
    throw HelpscoutError.invalid('status', 'cannot be combined with query', 'all');
  }
  const tests = [statusTest(req), ...plainTests(req), queryTest(context, query)];
  const found = present(context).filter((each) => tests.every((test) => test(each)));
  const look = { withThreads: req.query.embed === 'threads' };
  const all = sorted(context, req, found).map((each) => conversationView(context, each, look));
  sendPage(req, res, context, { name: 'conversations', all });
}

/** GET /v3/conversations/search: every status, newest id first, pages by cursor (helpscout.md 2.8). */
export function searchConversations({ context, req, res }: ApiCall): void {
  const test = queryTest(context, textOf(req, 'query'));
  const before = Number(textOf(req, 'cursor') ?? Number.POSITIVE_INFINITY);
  const all = present(context)
    .filter((each) => test(each) && each.id < before)
    .sort((a, b) => b.id - a.id);
  const page = all.slice(0, context.memory.settings.pageSize);
  const next = new URL(req.originalUrl, context.url());
  next.searchParams.set('cursor', String(page.at(-1)?.id ?? 0));
  const conversations = page.map((each) => conversationView(context, each));
  sendHal(res, {
    ...(page.length > 0 ? { _embedded: { conversations } } : {}),
    _links: {
      self: { href: new URL(req.originalUrl, context.url()).href },
      ...(page.length < all.length ? { next: { href: next.href } } : {}),
    },
  });
}

type Test = (conversation: Conversation) => boolean;

function present({ memory }: HelpscoutContext): Conversation[] {
  return memory.conversations.filter((each) => each.state !== 'deleted' && each.mergedIntoId === null);
}

function textOf({ query }: Request, name: string): string | undefined {
  const value = query[name];
  return typeof value === 'string' && value !== '' ? value : undefined;
}

const statuses = new Set(['active', 'all', 'closed', 'open', 'pending', 'spam']);

function statusTest(req: Request): Test {
  const asked = textOf(req, 'status') ?? 'active';
  if (!statuses.has(asked)) throw HelpscoutError.invalid('status', 'unknown status', asked, 'EnumValue');
  if (asked === 'all') return () => true;
  if (asked === 'open') return ({ status }) => status === 'active' || status === 'pending';
  return ({ status }) => status === asked;
}

function plainTests(req: Request): Test[] {
  const among = (name: string, isIt: (conversation: Conversation, values: string[]) => boolean): Test[] => {
    const asked = textOf(req, name);
    return asked === undefined ? [] : [(each) => isIt(each, asked.split(','))];
  };
  const since = textOf(req, 'modifiedSince');
  if (since !== undefined && !isInstant(since)) {
    throw HelpscoutError.invalid('modifiedSince', 'malformed date', since, 'Date');
  }
  return [
    ...among('mailbox', ({ mailboxId }, values) => values.includes(String(mailboxId))),
    ...among('tag', ({ tags }, values) => values.some((value) => tags.includes(value.toLowerCase()))),
    ...among('assigned_to', ({ assigneeId }, values) => values.includes(String(assigneeId))),
    ...among('number', ({ number }, values) => values.includes(String(number))),
    ...(since === undefined ? [] : [({ modifiedAt }: Conversation) => modifiedAt >= since]),
  ];
}

/** A search finds what changed only after a while. */
function queryTest(context: HelpscoutContext, text: string | undefined): Test {
  if (text === undefined) return () => true;
  const query = parseQuery(text);
  const { searchLagMs } = context.memory.settings;
  const untilMs = context.now().getTime() - searchLagMs;
  return (each) =>
    (searchLagMs === 0 || Date.parse(each.modifiedAt) <= untilMs) &&
    matchesConversation(context, query, each);
}

type Key = (conversation: Conversation) => string | number;

function sorted(context: HelpscoutContext, req: Request, found: Conversation[]): Conversation[] {
  const key = keysOf(context).get(textOf(req, 'sortField') ?? 'createdAt');
  if (!key) throw HelpscoutError.invalid('sortField', 'unknown field', req.query.sortField, 'EnumValue');
  const direction = textOf(req, 'sortOrder') === 'asc' ? 1 : -1;
  const compare = (a: Conversation, b: Conversation): number => {
    const [left, right] = [key(a), key(b)];
    const order = left < right ? -1 : left > right ? 1 : a.id - b.id;
    return order * direction;
  };
  return [...found].sort(compare);
}

function keysOf(context: HelpscoutContext): Map<string, Key> {
  const customer = ({ customerId }: Conversation) => customerOf(context, customerId);
  return new Map<string, Key>([
    ['createdAt', (each) => each.createdAt],
    ['modifiedAt', (each) => each.modifiedAt],
    ['number', (each) => each.number],
    ['status', (each) => each.status],
    ['subject', (each) => each.subject],
    ['mailboxid', (each) => each.mailboxId],
    ['customerEmail', (each) => customer(each)?.emails[0]?.value ?? ''],
    ['customerName', (each) => customer(each)?.lastName ?? ''],
    ['waitingSince', (each) => each.createdAt],
    ['score', (each) => each.createdAt],
  ]);
}
