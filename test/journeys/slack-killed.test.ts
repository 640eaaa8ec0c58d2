import { afterAll, beforeAll, expect, it } from 'vitest';
import type { Message } from '../../services/sandbox/src/slack/records.ts';
import { inStore } from '../kit/flow.ts';
import { type SlackProcess, startSlackProcess } from '../kit/slack-process.ts';
import { eventually } from '../kit/start-world.ts';

let running: SlackProcess;
beforeAll(async () => {
  running = await startSlackProcess();
});
afterAll(() => running.stop());

const onPosts = { match: { pathPrefix: '/api/chat.postMessage' } } as const;
const underWay = 'posting_since is not null or telling_since is not null';
const written = () => running.sandbox.slack.memory.messages;
const isReply = ({ thread_ts: thread, ts }: Message) => thread !== null && thread !== ts;

/** Dies as soon as Slack has written one more message, whose answer is still on its way; and lives again. */
async function dieAfterPost(act: () => Promise<unknown>): Promise<Message> {
  const { sandbox, service } = running;
  const before = written().length;
  const late = { vendor: 'slack', kind: 'latency', ms: 5_000, after: true } as const;
  const { id } = sandbox.misbehaviour.add({ ...late, ...onPosts });
  await act();
  const post = await eventually(() => written()[before]).catch(() => {
    throw new Error(`Nothing was posted. The service said:\n${service.output()}`);
  });
  await service.kill();
  sandbox.misbehaviour.remove(id);
  expect(await inStore(running, `select from approval_messages where ${underWay}`)).toHaveLength(1);
  // What a dead node held is given back after twenty seconds.
  await inStore(running, 'update approval_changes set held_until = null, due_at = now()');
  service.start();
  await service.ready();
  return post;
}

/** Until Slack shows everything and the store knows it. */
async function settled(): Promise<void> {
  await eventually(async () => {
    const [left] = await inStore<{ count: number }>(
      running,
      `select (select count(*) from approval_changes)::int
        + (select count(*) from approval_messages where ${underWay})::int as count`,
    );
    return left?.count === 0;
  }, 60_000);
}

it('posts one message and tells a decision once when it dies between a post and its record', async () => {
  const message = await dieAfterPost(running.form);
  const requestId = String(message.metadata?.event_payload.request_id);
  await settled();
  const refusal = { type: 'refuse-request', requestId, reason: 'individual' };
  const reply = await dieAfterPost(() => running.staff.command(refusal));
  expect(reply.thread_ts).toBe(message.ts);
  await settled();
  expect(written().filter((each) => !isReply(each))).toEqual([message]);
  const story = written()
    .filter(isReply)
    .map(({ text }) => text);
  expect(story.join('\n').split('Demande refusée')).toHaveLength(2);
  expect(JSON.stringify(message.blocks)).not.toContain('accept-request');
}, 60_000);

it('says in its log what somebody has to mend, and never a secret', async () => {
  const { sandbox, service, staff } = running;
  const [installation] = sandbox.slack.memory.installations;
  if (installation) installation.trouble = 'token_revoked';
  const [message] = written();
  const requestId = String(message?.metadata?.event_payload.request_id);
  // What the refusal brings goes on after the last death.
  await eventually(async () => {
    const [instance] = await inStore<{ step: string }>(running, 'select step from instances where id = $1', [
      requestId,
    ]);
    return instance?.step === 'refused';
  });
  expect(await staff.command({ type: 'reconsider-request', requestId })).toMatchObject({
    outcome: 'advanced',
  });
  await eventually(() => service.output().includes('requests go on in Pipedrive'));
  expect(service.output()).toContain('The Slack token is not valid any more');
  expect(service.output()).toContain('SLACK_BOT_TOKEN');
  const { SLACK_BOT_TOKEN: token = '', SLACK_SIGNING_SECRET: secret = '' } = sandbox.environment;
  expect([token, secret].filter((hidden) => hidden === '' || service.output().includes(hidden))).toEqual([]);
});
