import { describe, expect, it } from 'vitest';
import type { MisbehaviourInput } from '../../../services/sandbox/src/misbehaviour.ts';
import { ids, refusal, section } from './kit.ts';
import { slackStage } from './stage.ts';

const stage = slackStage();

const channel = ids.approvals;

/** Sends blocks whatever their shape is. */
const post = (blocks: unknown) =>
  stage.client.apiCall('chat.postMessage', { channel, text: 'x', blocks: JSON.stringify(blocks) });

describe('rate limits', () => {
  const timed = (rule: Omit<MisbehaviourInput, 'vendor'>) =>
    stage.sandbox.misbehaviour.add({ vendor: 'slack', ...rule });

  it('lets one post a second into a channel, after a small burst', async () => {
    Object.assign(stage.sandbox.slack.memory.limits, { isOn: true, postsPerSecond: 1, postBurst: 2 });
    const send = (to: string) =>
      fetch(`${stage.sandbox.environment.SLACK_API_URL}chat.postMessage`, {
        method: 'POST',
        headers: { authorization: `Bearer ${stage.sandbox.environment.SLACK_BOT_TOKEN}` },
        body: new URLSearchParams({ channel: to, text: 'x' }),
      });
    expect((await send(channel)).status).toBe(200);
    expect((await send(channel)).status).toBe(200);
    const refused = await send(channel);
    expect(refused.status).toBe(429);
    expect(refused.headers.get('retry-after')).toBe('1');
    expect(await refused.json()).toEqual({ ok: false, error: 'ratelimited' });
    expect((await send(ids.private)).status).toBe(200);
    expect(stage.sandbox.slack.memory.messages).toHaveLength(3);
    expect(await stage.client.users.info({ user: ids.sales })).toMatchObject({ ok: true });
  });

  it('counts other methods by the minute, each for itself', async () => {
    Object.assign(stage.sandbox.slack.memory.limits, { isOn: true, tier4: 2 });
    await stage.client.users.info({ user: ids.sales });
    await stage.client.users.info({ user: ids.sales });
    await expect(stage.client.users.info({ user: ids.sales })).rejects.toMatchObject({ retryAfter: 30 });
    expect(await stage.client.conversations.members({ channel })).toMatchObject({ ok: true });
  });

  it('misbehaves as told: before the write, or after it', async () => {
    const posted = () => stage.sandbox.slack.memory.messages.length;
    timed({ kind: 'error', error: 'fatal_error', count: 1 });
    expect(await refusal(post([]))).toMatchObject({ error: 'fatal_error' });
    timed({ kind: '500', count: 1, match: { pathPrefix: '/api/chat.postMessage' } });
    expect(await stage.client.auth.test()).toMatchObject({ ok: true });
    await expect(post([])).rejects.toThrow();
    expect(posted()).toBe(0);
    for (const kind of ['500', '429', '403-html', 'reset', 'timeout', 'error'] as const) {
      timed({ kind, count: 1, after: true });
      const before = posted();
      await expect(post([])).rejects.toThrow();
      expect(posted(), kind).toBe(before + 1);
    }
    timed({ kind: 'latency', ms: 800, count: 1, after: true });
    let isAnswered = false;
    const answered = post([]).then(() => {
      isAnswered = true;
    });
    await expect.poll(posted, { interval: 10 }).toBe(7);
    expect(isAnswered).toBe(false);
    await answered;
  }, 60_000);

  it('logs calls without a token', async () => {
    await post([section('x')]);
    const [call] = stage.sandbox.calls.list('slack').slice(-1);
    expect(call).toMatchObject({ method: 'POST', path: '/api/chat.postMessage', status: 200 });
    expect(call?.body).toMatchObject({ channel, blocks: [{ type: 'section' }] });
    const { SLACK_API_URL: api, SLACK_BOT_TOKEN: token } = stage.sandbox.environment;
    await fetch(`${api}auth.test?pretty=1&token=${token}`);
    await fetch(`${api}response/secretword`, { method: 'POST' });
    expect(stage.sandbox.calls.list('slack').map(({ path }) => path)).toEqual([
      '/api/chat.postMessage',
      '/api/auth.test?pretty=1&token=…',
      '/api/response/…',
    ]);
    expect(JSON.stringify(stage.sandbox.calls.list('slack'))).not.toContain('xoxb-');
  });
});
