import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { costs, createPacing, type Side } from '#sync/connectors/helpscout/pacing.ts';
import { createSlack } from '#sync/connectors/slack/client.ts';
import { createSharedTurns } from '#sync/store/call-turns.ts';
import { createRateLimiter, type RateLimiter } from '../../../services/sandbox/src/helpscout/rate-limits.ts';
import { type Sandbox, startSandbox } from '../../../services/sandbox/src/sandbox.ts';
import { slackIds } from '../../../services/sandbox/src/slack/seed-slack.ts';
import { storeStage } from '../../kit/test-store.ts';
import { message } from './slack/slack-api.ts';

const stage = storeStage();

describe('Slack of two nodes', () => {
  let sandbox: Sandbox;
  beforeAll(async () => {
    sandbox = await startSandbox();
  });
  afterAll(() => sandbox.stop());

  it('takes every post, as both keep one pace', async () => {
    const { SLACK_API_URL: apiUrl = '', SLACK_BOT_TOKEN: token = '' } = sandbox.environment;
    const node = () =>
      createSlack({ apiUrl, token, turns: createSharedTurns(stage.db, () => '1001', 'slack') }).background;
    const channel = slackIds.approvals;
    const posts = [node(), node()].flatMap((slack) =>
      Array.from({ length: 4 }, () => slack.postMessage({ channel, message })),
    );
    expect(await Promise.all(posts)).toHaveLength(8);
    const calls = sandbox.calls.list('slack').filter(({ path }) => path.endsWith('chat.postMessage'));
    expect(calls.map(({ status }) => status)).toEqual(Array(8).fill(200));
  });
});

describe('Help Scout of two nodes', () => {
  const perMinute = 100;

  /** A node that calls an account as the stand-in counts it. */
  function aNode(company: string, limiter: RateLimiter, tally: { refused: number; taken: number }) {
    const pacing = createPacing({ turns: createSharedTurns(stage.db, () => company, 'helpscout') });
    const called = async () => {
      const allowance = limiter.take('GET');
      const status = allowance?.retryAfterSeconds === 0 ? 200 : 429;
      tally[status === 429 ? 'refused' : 'taken'] += 1;
      // The answer takes its time: whoever goes by it alone learns too late.
      await new Promise((resolve) => setTimeout(resolve, 50));
      const [limit, remaining] = [String(allowance?.limit), String(allowance?.remaining)];
      const headers = { 'x-ratelimit-limit-minute': limit, 'x-ratelimit-remaining-minute': remaining };
      pacing.observe({ status, headers });
    };
    return (side: Side) => pacing.run(side, costs.read, called);
  }

  it('is never asked for more than the account may, however much both want at once', async () => {
    const limiter = createRateLimiter(
      () => ({ isOn: true, perMinute }),
      () => new Date(),
    );
    const tally = { refused: 0, taken: 0 };
    const company = randomUUID();
    const [one, other] = [aNode(company, limiter, tally), aNode(company, limiter, tally)];
    const background = { leavesReserve: true, waitMaxMs: 1_000 };
    // What an agent waits for goes at once, and tells the limit.
    await Promise.all([one, other].map((call) => call({ leavesReserve: false, waitMaxMs: 0 })));
    const rush = [one, other].flatMap((call) => Array.from({ length: 80 }, () => call(background)));
    const ended = await Promise.allSettled(rush);
    expect(tally.refused).toBe(0);
    expect(tally.taken).toBeGreaterThanOrEqual(10);
    const heldBack = ended.filter(({ status }) => status === 'rejected');
    expect(heldBack.length + tally.taken).toBe(162);
    for (const each of heldBack)
      expect(each).toMatchObject({ reason: { failure: { word: 'retry-later', heldBack: true } } });
  });
});
