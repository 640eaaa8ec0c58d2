import { describe, expect, it } from 'vitest';
import { createPacing } from '#sync/connectors/helpscout/pacing.ts';
import { nockOnly } from '../../../kit/nock-only.ts';
import { answers, desk, failureOf } from './desk-api.ts';

nockOnly();

const background = { leavesReserve: true, waitMaxMs: 10_000 };
const interactive = { leavesReserve: false, waitMaxMs: 0 };

/** A pacing with a clock of its own: a wait passes at once, and is noted. */
function paced() {
  const clock = { now: 1_000, waits: [] as number[] };
  const pacing = createPacing({
    nowMs: () => clock.now,
    sleep: async (delayMs) => {
      clock.waits.push(delayMs);
      clock.now += delayMs;
    },
  });
  const tell = (remaining: number, limit = 200, more: Record<string, string> = {}, status = 200) =>
    pacing.observe({
      status,
      headers: {
        'x-ratelimit-limit-minute': String(limit),
        'x-ratelimit-remaining-minute': String(remaining),
        ...more,
      },
    });
  return { clock, pacing, tell };
}
const done = async () => 'done';

describe('the reserve', () => {
  it.each([
    [200, 20, 'done'],
    [200, 19, 'held'],
    [50, 10, 'done'],
    [50, 9, 'held'],
    [12, 6, 'done'],
    [12, 5, 'held'],
  ])(
    'of a limit of %i with %i left: background work is %s, a person goes on',
    async (limit, left, outcome) => {
      const { pacing, tell } = paced();
      tell(left, limit);
      expect(await pacing.run(background, 1, done).catch(() => 'held')).toBe(outcome);
      expect(await pacing.run(interactive, 2, done)).toBe('done');
    },
  );

  it('is kept until the minute is over; then the whole limit is there again', async () => {
    const { pacing, tell, clock } = paced();
    tell(3);
    const { failure } = await failureOf(pacing.run(background, 1, done));
    expect(failure).toMatchObject({ word: 'retry-later', heldBack: true, retryAfterMs: 60_000 });
    clock.now += 55_000;
    expect(await pacing.run(background, 1, done)).toBe('done');
    expect(clock.waits).toEqual([5_000]);
  });

  it('is free as soon as Help Scout tells of a new minute', async () => {
    const { pacing, tell } = paced();
    tell(3);
    tell(199);
    expect(await pacing.run(background, 1, done)).toBe('done');
  });

  it('counts what is under way, a write twice', async () => {
    const { pacing, tell } = paced();
    tell(23);
    const ends: (() => void)[] = [];
    const slow = () => new Promise<string>((resolve) => ends.push(() => resolve('slow')));
    const under = [pacing.run(background, 2, slow), pacing.run(background, 2, slow)];
    await Promise.resolve();
    expect(await pacing.run(background, 1, done).catch(() => 'held')).toBe('held');
    for (const end of ends) end();
    expect(await Promise.all(under)).toEqual(['slow', 'slow']);
    expect(await pacing.run(background, 1, done)).toBe('done');
  });

  it('is none while no limit is told', async () => {
    const { pacing } = paced();
    pacing.observe({ status: 200, headers: {} });
    const many = Array.from({ length: 500 }, () => pacing.run(background, 2, done));
    expect(new Set(await Promise.all(many))).toEqual(new Set(['done']));
  });
});

describe('a 429', () => {
  it('holds everybody until the pause is over', async () => {
    const { pacing, tell, clock } = paced();
    tell(0, 200, { 'x-ratelimit-retry-after': '30' }, 429);
    for (const side of [background, interactive]) {
      const { failure } = await failureOf(pacing.run(side, 1, done));
      expect(failure).toMatchObject({ heldBack: true, retryAfterMs: 30_000 });
    }
    clock.now += 30_000;
    expect(await pacing.run(interactive, 1, done)).toBe('done');
    expect(await pacing.run(background, 1, done)).toBe('done');
    expect(clock.waits).toEqual([]);
  });

  it('with a short pause is waited through by background work alone', async () => {
    const { pacing, tell, clock } = paced();
    tell(0, 200, { 'x-ratelimit-retry-after': '4' }, 429);
    expect(await pacing.run(interactive, 1, done).catch(() => 'held')).toBe('held');
    expect(await pacing.run(background, 1, done)).toBe('done');
    expect(clock.waits).toEqual([4_000]);
  });

  it.each([
    [{}, 60_000],
    [{ 'x-ratelimit-retry-after': 'soon' }, 60_000],
    [{ 'x-ratelimit-retry-after': '0' }, 1_000],
    [{ 'retry-after': '7' }, 7_000],
    [{ 'retry-after': '7', 'x-ratelimit-retry-after': '40' }, 40_000],
  ])('with %j is a pause of %i ms', (headers, pauseMs) => {
    const { pacing } = paced();
    pacing.observe({ status: 429, headers });
    expect(pacing.heldForMs()).toBe(pauseMs);
  });

  it('is told with the wait of the right header, repeated by nobody, and in no doubt', async () => {
    const { background: work, interactive: person } = desk();
    const came = answers('post', '/v2/conversations/1/notes', {
      status: 429,
      body: { message: 'API rate limit exceeded' },
      headers: { 'x-ratelimit-retry-after': '37', 'x-ratelimit-remaining-minute': '0' },
    });
    const note = { conversationId: 1, html: 'x', status: 'active' };
    const { failure } = await failureOf(work.note(note));
    expect(failure).toMatchObject({ word: 'retry-later', status: 429, unclear: false });
    expect(failure.title.fr).toBe('Help Scout demande d’attendre');
    expect(failure.retryAfterMs).toBeGreaterThan(36_000);
    expect(failure.retryAfterMs).toBeLessThanOrEqual(37_000);
    expect(came).toHaveLength(1);
    for (const side of [work, person]) {
      const held = await failureOf(side.self());
      expect(held.failure).toMatchObject({ word: 'retry-later', heldBack: true });
      expect(held.failure.retryAfterMs).toBeGreaterThan(35_000);
    }
  });
});

it('what is left is learnt by one side for both', async () => {
  const { background: work, interactive: person } = desk();
  const headers = { 'x-ratelimit-limit-minute': '200', 'x-ratelimit-remaining-minute': '12' };
  const me = { body: { id: 1, email: 'un@example.org' }, headers };
  answers('get', '/v2/users/me', me, me);
  await person.self();
  expect((await failureOf(work.self())).failure.heldBack).toBe(true);
  expect((await person.self()).id).toBe(1);
});
