import type { MisbehaviourInput } from '../../services/sandbox/src/misbehaviour.ts';

/** What goes wrong, once: at a vendor, with the store, or with a process of ours. */
export type Misfortune = { name: string; weight: number } & (
  | { does: 'rule'; rule: MisbehaviourInput }
  /** Kills the process that has just made this write and waits for its answer. */
  | { does: 'kill-after'; rule: MisbehaviourInput }
  | { does: 'kill' | 'kill-at-statement' | 'restart' | 'pause' | 'pause-and-cut' | 'store' | 'skew' }
);

const deals = { method: 'PATCH', pathPrefix: '/api/v2/deals' };
const persons = { method: 'PATCH', pathPrefix: '/api/v2/persons' };
const newDeals = { method: 'POST', pathPrefix: '/api/v2/deals' };
const activities = { method: 'POST', pathPrefix: '/api/v2/activities' };
const accounts = { method: 'POST' };
const posts = { pathPrefix: '/api/chat.postMessage' };
const desk = { method: 'POST', pathPrefix: '/helpscout/v2/conversations' };
/** Long enough for everybody to be killed while it is waited for, short enough to be an answer. */
const slowMs = 2_500;

function rule(name: string, weight: number, input: MisbehaviourInput): Misfortune {
  return { name, weight, does: 'rule', rule: { count: 1, ...input } };
}

function killAfter(name: string, input: Omit<MisbehaviourInput, 'kind'>): Misfortune {
  const late = { ...input, kind: 'latency', ms: slowMs, after: true, count: 1 } as const;
  return { name, weight: 1, does: 'kill-after', rule: late };
}

const pipedrive: Misfortune[] = [
  rule('pipedrive 429', 3, { vendor: 'pipedrive', kind: '429', retryAfterSeconds: 1, count: 2 }),
  rule('pipedrive 500', 3, { vendor: 'pipedrive', kind: '500', count: 3 }),
  rule('pipedrive 500 at a move', 3, { vendor: 'pipedrive', kind: '500', match: deals }),
  rule('pipedrive HTML', 2, { vendor: 'pipedrive', kind: '403-html', count: 1 }),
  rule('pipedrive slow', 3, { vendor: 'pipedrive', kind: 'latency', ms: 1_500, count: 4 }),
  rule('pipedrive slow after the write', 2, {
    vendor: 'pipedrive',
    kind: 'latency',
    ms: slowMs,
    after: true,
    match: deals,
  }),
  rule('pipedrive cut before', 3, { vendor: 'pipedrive', kind: 'reset', match: deals }),
  rule('pipedrive cut after a move', 3, { vendor: 'pipedrive', kind: 'reset', after: true, match: deals }),
  rule('pipedrive cut after a new deal', 4, {
    vendor: 'pipedrive',
    kind: 'reset',
    after: true,
    match: newDeals,
  }),
  rule('pipedrive cut after an activity', 4, {
    vendor: 'pipedrive',
    kind: 'reset',
    after: true,
    match: activities,
  }),
  rule('pipedrive cut after an owner', 2, {
    vendor: 'pipedrive',
    kind: 'reset',
    after: true,
    match: persons,
  }),
  rule('pipedrive hangs', 1, { vendor: 'pipedrive', kind: 'timeout', match: deals }),
  rule('pipedrive hangs after the write', 1, {
    vendor: 'pipedrive',
    kind: 'timeout',
    after: true,
    match: activities,
  }),
];

const directory: Misfortune[] = [
  rule('directory 429', 2, { vendor: 'accounts', kind: '429', retryAfterSeconds: 1 }),
  rule('directory 500', 2, { vendor: 'accounts', kind: '500', count: 2 }),
  rule('directory HTML', 2, { vendor: 'accounts', kind: '403-html' }),
  rule('directory slow', 2, { vendor: 'accounts', kind: 'latency', ms: 1_500, count: 2 }),
  rule('directory cut before', 2, { vendor: 'accounts', kind: 'reset', match: accounts }),
  rule('directory cut after the write', 4, {
    vendor: 'accounts',
    kind: 'reset',
    after: true,
    match: accounts,
  }),
  rule('directory hangs after the write', 1, {
    vendor: 'accounts',
    kind: 'timeout',
    after: true,
    match: accounts,
  }),
];

const mail: Misfortune[] = [
  rule('mail slow', 2, { vendor: 'mail', kind: 'latency', ms: 1_500, count: 2 }),
  rule('mail told late', 2, { vendor: 'mail', kind: 'latency', ms: slowMs, after: true }),
  rule('mail 421', 2, { vendor: 'mail', kind: '429' }),
  rule('mail 451', 2, { vendor: 'mail', kind: '500' }),
  rule('mail cut before', 2, { vendor: 'mail', kind: 'reset' }),
  rule('mail cut after it was kept', 2, { vendor: 'mail', kind: 'reset', after: true }),
  rule('mail hangs', 1, { vendor: 'mail', kind: 'timeout' }),
];

const slack: Misfortune[] = [
  rule('slack 429', 2, { vendor: 'slack', kind: '429', retryAfterSeconds: 1 }),
  rule('slack 500 though it posted', 2, { vendor: 'slack', kind: '500', after: true, match: posts }),
  rule('slack cut before', 2, { vendor: 'slack', kind: 'reset', match: posts }),
  rule('slack cut after it posted', 2, { vendor: 'slack', kind: 'reset', after: true, match: posts }),
  rule('slack slow', 2, { vendor: 'slack', kind: 'latency', ms: 1_500, count: 2 }),
];

const helpscout: Misfortune[] = [
  rule('help scout 429', 2, { vendor: 'helpscout', kind: '429', retryAfterSeconds: 1 }),
  rule('help scout 500', 2, { vendor: 'helpscout', kind: '500', count: 2 }),
  rule('help scout HTML', 1, { vendor: 'helpscout', kind: '403-html' }),
  rule('help scout token over', 2, { vendor: 'helpscout', kind: '401' }),
  rule('help scout cut before', 2, { vendor: 'helpscout', kind: 'reset', match: desk }),
  rule('help scout cut after the write', 4, { vendor: 'helpscout', kind: 'reset', after: true, match: desk }),
];

const webhooks: Misfortune[] = [
  rule('webhook twice', 4, { vendor: 'webhooks', kind: 'duplicate', count: 5 }),
  rule('webhook late', 4, { vendor: 'webhooks', kind: 'late', ms: 3_000, count: 3 }),
  rule('webhook lost', 6, { vendor: 'webhooks', kind: 'lost', count: 4 }),
  rule('webhooks out of order', 4, { vendor: 'webhooks', kind: 'reorder', ms: 1_500, count: 4 }),
  rule('desk webhook twice', 2, { vendor: 'helpscout-webhooks', kind: 'duplicate', count: 2 }),
  rule('desk webhook late', 2, { vendor: 'helpscout-webhooks', kind: 'late', ms: 2_000, count: 2 }),
  rule('desk webhook lost', 2, { vendor: 'helpscout-webhooks', kind: 'lost', count: 2 }),
  rule('desk webhooks out of order', 2, {
    vendor: 'helpscout-webhooks',
    kind: 'reorder',
    ms: 1_000,
    count: 2,
  }),
  rule('desk webhook stale', 2, { vendor: 'helpscout-webhooks', kind: 'stale', count: 1 }),
];

const ours: Misfortune[] = [
  { name: 'killed', weight: 1, does: 'kill' },
  { name: 'killed at a statement', weight: 2, does: 'kill-at-statement' },
  killAfter('killed after a mail was kept', { vendor: 'mail' }),
  killAfter('killed after an account was made', { vendor: 'accounts', match: accounts }),
  killAfter('killed after a move', { vendor: 'pipedrive', match: deals }),
  killAfter('killed after a new activity', { vendor: 'pipedrive', match: activities }),
  killAfter('killed after a post', { vendor: 'slack', match: posts }),
  { name: 'restarted', weight: 1, does: 'restart' },
  { name: 'store restarted', weight: 2, does: 'store' },
  { name: 'clock skewed', weight: 1, does: 'skew' },
];

const manyNodes: Misfortune[] = [
  { name: 'node paused', weight: 2, does: 'pause' },
  { name: 'node paused, its connections cut', weight: 2, does: 'pause-and-cut' },
];

/** What may befall one run at a vendor's door. */
export const outside: readonly Misfortune[] = [
  ...pipedrive,
  ...directory,
  ...mail,
  ...slack,
  ...helpscout,
  ...webhooks,
];

/** What befalls everybody at once, and is drawn seldom. @param nodes of the service */
export function inside(nodes: number): readonly Misfortune[] {
  return nodes > 1 ? [...ours, ...manyNodes] : ours;
}
