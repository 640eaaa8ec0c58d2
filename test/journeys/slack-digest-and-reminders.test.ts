import { afterAll, afterEach, beforeAll, expect, it } from 'vitest';
import type { Message } from '../../services/sandbox/src/slack/records.ts';
import { slackIds } from '../../services/sandbox/src/slack/seed-slack.ts';
import { inStore, type Submitted, submitted } from '../kit/flow.ts';
import { type NodeByHand, nodeByHand } from '../kit/slack-by-hand.ts';
import { messageOf, textsIn, threadOf } from '../kit/slack-world.ts';
import { eventually, startWorld, type World } from '../kit/start-world.ts';

// The company works from Monday to Friday in Réunion, four hours ahead of UTC. Friday, 15 November 2030 is no holiday.
const settings = {
  timeZone: 'Indian/Reunion',
  holidays: ['2030-11-20'],
  slack: {
    digestAt: '09:00',
    mention: 'vente@example.org',
    remindAfterDays: 1,
    escalateAfterDays: 2,
    escalateTo: 'responsable@example.org',
  },
};
const [friday, saturday, monday, tuesday] = ['2030-11-15', '2030-11-16', '2030-11-18', '2030-11-19'];
const [holiday, thursday] = ['2030-11-20', '2030-11-21'];

let world: World;
let node: NodeByHand;
let other: NodeByHand;
beforeAll(async () => {
  world = await startWorld({ slack: true });
  [node, other] = await Promise.all([nodeByHand(world, settings), nodeByHand(world, settings)]);
});
afterAll(async () => {
  await Promise.all([node.stop(), other.stop()]);
  await world.stop();
});
afterEach(() => {
  world.sandbox.misbehaviour.clear();
});

/** What both nodes do in the same minute. */
const minuteAt = (instant: string) => Promise.all([node.minuteAt(instant), other.minuteAt(instant)]);
const digests = () =>
  world.sandbox.slack.memory.messages.filter(
    ({ metadata }) => metadata?.event_type === 'account_request_digest',
  );
const daysOf = (posted: readonly Message[]) => posted.map(({ metadata }) => metadata?.event_payload.day);
const nudges = (message: Message) =>
  threadOf(world, message).filter(({ metadata }) => metadata?.event_type === 'account_request_nudge');

/** A request with its message, that has waited since an instant. */
async function waitingSince(instant: string): Promise<Submitted & { message: Message }> {
  const sent = await submitted(world);
  const message = await messageOf(world, sent.request.id);
  await inStore(world, 'update journal set at = $2 where instance_id = $1', [sent.request.id, instant]);
  return { ...sent, message };
}

it('posts one digest a working day at its time where the company is, whichever node is there', async () => {
  const sent = await submitted(world, { organization: 'Mairie du Matin' });
  await messageOf(world, sent.request.id);
  await minuteAt(`${friday}T04:59:00Z`);
  expect(digests()).toEqual([]);
  await minuteAt(`${friday}T05:00:00Z`);
  await minuteAt(`${friday}T05:01:00Z`);
  await minuteAt(`${friday}T19:00:00Z`);
  expect(daysOf(digests())).toEqual([friday]);
  const [digest] = digests();
  expect(digest).toMatchObject({ channel: slackIds.approvals, thread_ts: null, pings: [] });
  expect(digest && textsIn(digest)).toMatch(/À décider\S* · 1/);
  expect(digest && textsIn(digest)).toContain('Mairie du Matin');
  await minuteAt(`${saturday}T05:30:00Z`);
  expect(daysOf(digests())).toEqual([friday]);
  // Nobody was there at nine: it comes the same day.
  await minuteAt(`${monday}T12:00:00Z`);
  expect(daysOf(digests())).toEqual([friday, monday]);
  world.sandbox.misbehaviour.add({ vendor: 'slack', kind: 'reset', after: true, count: 1, ...onPosts });
  await minuteAt(`${tuesday}T05:00:00Z`);
  await minuteAt(`${tuesday}T05:01:00Z`);
  await minuteAt(`${holiday}T06:00:00Z`);
  expect(daysOf(digests())).toEqual([friday, monday, tuesday]);
  await world.command({ type: 'refuse-request', requestId: sent.request.id, reason: 'individual' });
});

const onPosts = { match: { pathPrefix: '/api/chat.postMessage' } } as const;

it('reminds after one working day and calls a second person after two, once each, never on a free day', async () => {
  // Friday at 14:00 in Réunion.
  const { message, request, email } = await waitingSince(`${friday}T10:00:00Z`);
  await minuteAt(`${saturday}T10:30:00Z`);
  await minuteAt(`${monday}T09:59:00Z`);
  expect(nudges(message)).toEqual([]);
  await minuteAt(`${monday}T10:00:00Z`);
  await minuteAt(`${monday}T10:01:00Z`);
  expect(nudges(message)).toMatchObject([{ is_broadcast: true, pings: [slackIds.sales] }]);
  await minuteAt(`${tuesday}T09:59:00Z`);
  expect(nudges(message)).toHaveLength(1);
  await minuteAt(`${tuesday}T10:00:00Z`);
  await minuteAt(`${thursday}T10:00:00Z`);
  expect(nudges(message).map(({ pings }) => pings)).toEqual([[slackIds.sales], [slackIds.manager]]);
  expect(textsIn(nudges(message)[1] as Message)).toContain('2 jours ouvrés');
  const direct = world.sandbox.slack.memory.channels.find(
    ({ kind, members }) => kind === 'direct' && members.includes(slackIds.manager),
  );
  const inPerson = world.sandbox.slack.memory.messages.filter(({ channel }) => channel === direct?.id);
  expect(inPerson.filter(({ text }) => text.includes(email))).toHaveLength(1);
  await world.command({ type: 'refuse-request', requestId: request.id, reason: 'individual' });
});

it('does not remind on a holiday, nor of what was decided', async () => {
  const { message } = await waitingSince(`${tuesday}T10:00:00Z`);
  const decided = await waitingSince(`${tuesday}T10:00:00Z`);
  await world.command({ type: 'refuse-request', requestId: decided.request.id, reason: 'individual' });
  await minuteAt(`${holiday}T10:00:00Z`);
  expect(nudges(message)).toEqual([]);
  await minuteAt(`${thursday}T10:00:00Z`);
  expect(nudges(message)).toHaveLength(1);
  expect(nudges(decided.message)).toEqual([]);
});

it('posts the digest by itself, once, when two nodes run', async () => {
  const everyDay = { workingDays: [1, 2, 3, 4, 5, 6, 7], slack: { digestAt: '00:00' } };
  const running = await startWorld({ slack: true, settings: everyDay });
  try {
    await running.addNode();
    const { request } = await submitted(running);
    await messageOf(running, request.id);
    // Whoever connected today has missed no morning: this company connected long ago.
    await inStore(
      running,
      `update company_facts set value = jsonb_set(value, '{connectedAt}', '"2026-01-01T00:00:00.000Z"')
        where name = 'slack-connection'`,
    );
    const { memory } = running.sandbox.slack;
    const posted = () =>
      memory.messages.filter(({ metadata }) => metadata?.event_type === 'account_request_digest');
    await eventually(() => posted().length > 0);
    await eventually(async () => {
      const kept = await inStore(running, 'select day from slack_digests where posted_at is not null');
      return kept.length === 1;
    });
    expect(posted()).toHaveLength(1);
  } finally {
    await running.stop();
  }
}, 60_000);
