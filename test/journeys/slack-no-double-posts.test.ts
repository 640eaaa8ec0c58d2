import { afterAll, afterEach, beforeAll, expect, it } from 'vitest';
import type { MisbehaviourInput } from '../../services/sandbox/src/misbehaviour.ts';
import type { Message } from '../../services/sandbox/src/slack/records.ts';
import { inStore, submitted } from '../kit/flow.ts';
import { actionsOf, messageOf, messagesOf, openedBy, threadOf } from '../kit/slack-world.ts';
import { eventually, startWorld, type World } from '../kit/start-world.ts';
import { badDay } from '../kit/vendor-trouble.ts';

let world: World;
beforeAll(async () => {
  world = await startWorld({ slack: true });
});
afterAll(() => world.stop());
afterEach(() => {
  world.sandbox.misbehaviour.clear();
});

type Trouble = Omit<MisbehaviourInput, 'vendor'>;
const onPosts = { match: { pathPrefix: '/api/chat.postMessage' } } as const;
const slackTrouble = (rule: Trouble) => badDay(world, { vendor: 'slack', count: 1, ...onPosts, ...rule });

const postCalls = () =>
  world.sandbox.calls.list('slack').filter(({ path }) => path.startsWith(onPosts.match.pathPrefix));
const idsOf = (requestId: string) => messagesOf(world, requestId).map(({ ts }) => ts);

/** The message as the store knows it, once nothing is left to show. */
function recorded(requestId: string): Promise<string> {
  return eventually(async () => {
    const [row] = await inStore<{ ts: string }>(
      world,
      `select ts from approval_messages where instance_id = $1 and posting_since is null and telling_since is null
        and not exists (select from approval_changes where approval_changes.instance_id = $1)`,
      [requestId],
    );
    return row?.ts;
  }, 60_000);
}

/** One message that is the one the store knows, and a thread that tells the decision once. */
async function followsInOneMessage(requestId: string): Promise<void> {
  const ts = await recorded(requestId);
  expect(idsOf(requestId)).toEqual([ts]);
  await world.command({ type: 'accept-request', requestId });
  const decided = await messageOf(world, requestId, (each) => !actionsOf(each).includes('accept-request'));
  expect(await recorded(requestId)).toBe(ts);
  expect(idsOf(requestId)).toEqual([ts]);
  expect(decisionsTold(world, decided)).toBe(1);
}

/** How often the thread tells that the request was accepted. */
function decisionsTold(told: World, message: Message): number {
  const story = threadOf(told, message).map(({ text }) => text);
  return story.join('\n').split('Demande acceptée').length - 1;
}

const troubles: [string, Trouble][] = [
  ['the connection is cut before Slack reads the post', { kind: 'reset' }],
  ['the connection is cut after Slack took the post', { kind: 'reset', after: true }],
  ['Slack answers 500 though it posted', { kind: '500', after: true }],
  ['Slack says internal_error though it posted', { kind: 'error', error: 'internal_error', after: true }],
  ['Slack took the post and does not answer', { kind: 'timeout', after: true }],
];
it.each(troubles)('posts one message when %s', async (_name, rule) => {
  slackTrouble(rule);
  const { request } = await submitted(world);
  await followsInOneMessage(request.id);
});

it('posts one message when Slack asks to wait, and not before the wait is over', async () => {
  const before = postCalls().length;
  slackTrouble({ kind: '429', retryAfterSeconds: 2 });
  const { request } = await submitted(world);
  const ts = await recorded(request.id);
  expect(idsOf(request.id)).toEqual([ts]);
  const calls = postCalls().slice(before);
  expect(calls.map(({ status }) => status)).toEqual([429, 200]);
  const [refusedAt = 0, takenAt = 0] = calls.map(({ at }) => Date.parse(at));
  expect(takenAt - refusedAt).toBeGreaterThanOrEqual(2_000);
});

it('tells a decision once in the thread when the connection is cut after Slack took the reply', async () => {
  const { request } = await submitted(world);
  await recorded(request.id);
  slackTrouble({ kind: 'reset', after: true });
  await followsInOneMessage(request.id);
});

it('opens a modal within three seconds while posts have to wait', async () => {
  const { request } = await submitted(world);
  await recorded(request.id);
  const refusedBefore = postCalls().filter(({ status }) => status === 429).length;
  slackTrouble({ kind: '429', retryAfterSeconds: 20 });
  const waiting = await submitted(world);
  await eventually(() => postCalls().filter(({ status }) => status === 429).length > refusedBefore);
  const pressedAtMs = performance.now();
  const view = await openedBy(world, request.id, 'refuse-request');
  expect(performance.now() - pressedAtMs).toBeLessThan(3_000);
  expect(view.callback_id).toBe('refuse');
  expect(messagesOf(world, waiting.request.id)).toEqual([]);
});

it('posts one message each when two nodes share the work and Slack counts calls', async () => {
  const other = await startWorld({ slack: true });
  try {
    other.sandbox.slack.memory.limits.isOn = true;
    await other.addNode();
    const sent = await Promise.all(Array.from({ length: 8 }, () => submitted(other)));
    const [decided] = sent;
    await other.command({ type: 'accept-request', requestId: decided?.request.id });
    await eventually(() => marksLeft(other).then((count) => count === 0), 30_000);
    const posted = messagesOf(other).map(({ metadata }) => metadata?.event_payload.request_id);
    expect(posted.toSorted()).toEqual(sent.map(({ request }) => request.id).toSorted());
    const message = await messageOf(other, decided?.request.id ?? '');
    expect(decisionsTold(other, message)).toBe(1);
  } finally {
    await other.stop();
  }
}, 60_000);

async function marksLeft(other: World): Promise<number | undefined> {
  const [left] = await inStore<{ count: number }>(other, 'select count(*)::int from approval_changes');
  return left?.count;
}
