import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { createPauses } from '#sync/approvals/pauses.ts';
import { createReminders, type Remind } from '#sync/approvals/remind.ts';
import { keepDelegation } from '#sync/store/delegations.ts';
import { slackError } from '../../fakes/fake-slack.ts';
import { manager, refusal, sales } from '../../kit/account-request-samples.ts';
import { type AnnouncedRequests, announcedRequests } from '../../kit/announced-requests.ts';

let world: AnnouncedRequests;
let remind: Remind;
beforeAll(async () => {
  world = await announcedRequests();
});
afterAll(() => world.stop());
beforeEach(async () => {
  world.slack.messages.length = 0;
  world.slack.calls.length = 0;
  world.slack.people = [
    { id: 'U22', email: 'responsable@example.org' },
    { id: 'U21', email: 'vente@example.org' },
  ];
  world.company.settings = {};
  world.clock.aheadMs = 0;
  await world.database.pool.query('delete from instances; delete from delegations');
  await world.restart();
  remind = createReminders(world.options);
});

const now = () => remind(new AbortController().signal);

/** A request that has waited since Friday, 20 November 2026, 17:00 in Paris; its message is there. */
async function waiting(): Promise<{ id: string; ts: string }> {
  const id = await world.request();
  await world.followed();
  await world.database.pool.query("update journal set at = '2026-11-20T16:00:00Z' where instance_id = $1", [
    id,
  ]);
  return { id, ts: world.slack.posts().at(-1)?.ts ?? '' };
}

describe('a reminder', () => {
  it('comes after a working day, once, in the thread and in sight of the channel', async () => {
    const { ts } = await waiting();
    world.at('2026-11-23T15:59:00.000Z');
    await now();
    expect(world.slack.posts(ts)).toEqual([]);
    world.at('2026-11-23T16:00:00.000Z');
    await now();
    await now();
    world.at('2026-11-27T16:00:00.000Z');
    await now();
    expect(world.slack.posts(ts)).toMatchObject([{ broadcast: true }]);
  });

  it('does not come on a day on which nobody works', async () => {
    const { ts } = await waiting();
    world.at('2026-11-28T12:00:00.000Z');
    await now();
    expect(world.slack.posts(ts)).toEqual([]);
  });

  it('does not come for what is decided', async () => {
    const { id, ts } = await waiting();
    await world.tell(id, refusal());
    world.at('2026-11-24T16:00:00.000Z');
    await now();
    expect(world.slack.posts(ts).filter(({ broadcast }) => broadcast)).toEqual([]);
  });

  it('comes once although its answer was lost', async () => {
    const { ts } = await waiting();
    world.at('2026-11-23T16:00:00.000Z');
    world.slack.trouble('postMessage', 'accepted-and-cut');
    await now();
    await now();
    expect(world.slack.posts(ts)).toHaveLength(1);
  });

  it('comes later when Slack refuses it', async () => {
    const { ts } = await waiting();
    world.at('2026-11-23T16:00:00.000Z');
    world.slack.trouble('postMessage', slackError('retry-later', { retryAfterMs: 1 }));
    await now();
    await now();
    expect(world.slack.posts(ts)).toHaveLength(1);
  });

  it('that Slack does not take keeps no other one waiting, and is tried again an hour later', async () => {
    const [first, second] = [await waiting(), await waiting()];
    world.at('2026-11-23T16:00:00.000Z');
    world.slack.trouble('postMessage', slackError('sign-in-again', { code: 'restricted_action' }));
    await now();
    await now();
    const said = () => [world.slack.posts(first.ts).length, world.slack.posts(second.ts).length];
    expect(said().toSorted()).toEqual([0, 1]);
    world.at('2026-11-23T17:01:00.000Z');
    await now();
    expect(said()).toEqual([1, 1]);
  });

  it('that a locked thread does not take is not tried again', async () => {
    const { ts } = await waiting();
    world.at('2026-11-23T16:00:00.000Z');
    world.slack.trouble('postMessage', slackError('rejected', { code: 'restricted_action_thread_locked' }));
    await now();
    world.at('2026-11-24T16:00:00.000Z');
    await now();
    expect(world.slack.posts(ts)).toEqual([]);
  });

  it('waits while Slack takes nothing of the company, and ends at what would happen to all', async () => {
    const pauses = createPauses(() => world.options.now().getTime());
    remind = createReminders(world.options, pauses);
    const [first, second] = [await waiting(), await waiting()];
    world.at('2026-11-23T16:00:00.000Z');
    const dead = slackError('sign-in-again', { code: 'token_revoked' });
    world.slack.trouble('postMessage', dead);
    const tried = world.count('postMessage');
    await now();
    expect(world.count('postMessage')).toBe(tried + 1);
    pauses.failed('1001', world.slack, dead.failure);
    await now();
    expect(world.count('postMessage')).toBe(tried + 1);
    world.at('2026-11-23T16:01:01.000Z');
    await now();
    expect([first, second].map(({ ts }) => world.slack.posts(ts).length)).toEqual([1, 1]);
  });

  it('comes after as many days as the company says', async () => {
    world.company.settings = { slack: { remindAfterDays: 3 } };
    const { ts } = await waiting();
    world.at('2026-11-24T16:00:00.000Z');
    await now();
    expect(world.slack.posts(ts)).toEqual([]);
    world.at('2026-11-25T16:00:00.000Z');
    await now();
    expect(world.slack.posts(ts)).toHaveLength(1);
  });
});

describe('an escalation', () => {
  const escalates = { slack: { escalateTo: 'responsable@example.org' } };

  it('calls a second person in the thread and directly, once, after the reminder', async () => {
    world.company.settings = escalates;
    const { ts } = await waiting();
    world.at('2026-11-23T16:00:00.000Z');
    await now();
    world.at('2026-11-24T16:00:00.000Z');
    await now();
    await now();
    const [, escalation, ...more] = world.slack.posts(ts);
    expect(more).toEqual([]);
    expect(JSON.stringify(escalation)).toContain('<@U22>');
    expect(world.slack.posts().filter(({ channel }) => channel === 'DU22')).toHaveLength(1);
  });

  it('stands for the reminder when both are due', async () => {
    world.company.settings = escalates;
    const { ts } = await waiting();
    world.at('2026-11-25T16:00:00.000Z');
    await now();
    await now();
    expect(world.slack.posts(ts)).toHaveLength(1);
  });

  it('goes to who decides for somebody who is away', async () => {
    world.company.settings = escalates;
    const { ts } = await waiting();
    const [fromAt, untilAt] = [new Date('2026-11-23'), new Date('2026-11-30')];
    await keepDelegation(world.options.db, {
      company: '1001',
      staffId: manager,
      delegateId: sales,
      fromAt,
      untilAt,
    });
    world.at('2026-11-25T16:00:00.000Z');
    await now();
    expect(JSON.stringify(world.slack.posts(ts))).toContain('<@U21>');
  });

  it('names whom Slack does not know', async () => {
    world.company.settings = { slack: { escalateTo: 'direction@example.org' } };
    const { ts } = await waiting();
    world.at('2026-11-25T16:00:00.000Z');
    await now();
    expect(JSON.stringify(world.slack.posts(ts))).toContain('direction@example.org');
    expect(world.slack.calls.filter((call) => call.startsWith('openDirect'))).toEqual([]);
  });
});
