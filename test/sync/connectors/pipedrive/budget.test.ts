import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { TokenPurpose } from '#core/model/token-purpose.ts';
import { createTokenBudget, type TokenBudget } from '#sync/connectors/pipedrive/budget.ts';
import { wordOf } from '../word-of.ts';

const noon = Date.parse('2026-05-27T12:00:00Z');

beforeEach(() => {
  vi.useFakeTimers({ now: noon });
});
afterEach(() => {
  vi.useRealTimers();
});

function budgetOf(perDay?: number, others = 0) {
  const deltas: number[] = [];
  let total = others;
  const addSpent = async (delta: number) => {
    deltas.push(delta);
    total += delta;
    return total;
  };
  const options = { addSpent, now: () => Date.now() };
  return { deltas, budget: createTokenBudget(perDay === undefined ? options : { ...options, perDay }) };
}

const searching = async (budget: TokenBudget) => (await budget.spend(1, 'decision', true))();
const answer = (status: number, headers: Record<string, string>) => ({ status, headers });

describe('the short-term limit', () => {
  it('lets the learned number of calls through in two seconds, the next one a little later than that', async () => {
    const { budget } = budgetOf();
    budget.observe(answer(200, { 'x-ratelimit-limit': '3' }));
    const leftAt: number[] = [];
    const calls = [1, 2, 3, 4, 5].map(async () => {
      const ended = await budget.spend(1);
      leftAt.push(Date.now() - noon);
      ended();
    });
    await vi.advanceTimersByTimeAsync(2_199);
    expect(leftAt).toEqual([0, 0, 0]);
    await vi.advanceTimersByTimeAsync(10);
    await Promise.all(calls);
    expect(leftAt).toEqual([0, 0, 0, 2_200, 2_200]);
  });

  it('lets the most important calls leave first, each kind in its order', async () => {
    const { budget } = budgetOf();
    budget.observe(answer(200, { 'x-ratelimit-limit': '1' }));
    const left: string[] = [];
    const spend = async (name: string, purpose: TokenPurpose) => {
      const ended = await budget.spend(1, purpose);
      left.push(name);
      ended();
    };
    const calls = [
      spend('first', 'sweep'),
      spend('sweep', 'sweep'),
      spend('panel', 'panel'),
      spend('decision 1', 'decision'),
      spend('decision 2', 'decision'),
      spend('click', 'person'),
    ];
    await vi.advanceTimersByTimeAsync(20_000);
    await Promise.all(calls);
    expect(left).toEqual(['click', 'decision 1', 'decision 2', 'panel', 'first', 'sweep']);
  });

  it('counts a call from its answer on: it may have arrived as late as that', async () => {
    const { budget } = budgetOf();
    budget.observe(answer(200, { 'x-ratelimit-limit': '1' }));
    const ended = await budget.spend(1);
    let hasLeft = false;
    const next = budget.spend(1).then(() => {
      hasLeft = true;
    });
    await vi.advanceTimersByTimeAsync(1_500);
    ended();
    await vi.advanceTimersByTimeAsync(1_900);
    expect(hasLeft).toBe(false);
    await vi.advanceTimersByTimeAsync(400);
    await next;
    expect(hasLeft).toBe(true);
  });

  it('counts searches apart, too: the limit they tell is not that of other calls', async () => {
    const { budget } = budgetOf();
    budget.observe({ ...answer(200, { 'x-ratelimit-limit': '2' }), path: '/api/v2/persons/search' });
    budget.observe({ ...answer(200, { 'x-ratelimit-limit': '50' }), path: '/api/v2/persons/7' });
    let searched = 0;
    let read = 0;
    const searches = [1, 2, 3].map(() => searching(budget).then(() => searched++));
    const reads = Array.from({ length: 20 }, () => budget.spend(1).then(() => read++));
    await vi.advanceTimersByTimeAsync(1_000);
    expect([searched, read]).toEqual([2, 20]);
    await vi.advanceTimersByTimeAsync(2_000);
    await Promise.all([...searches, ...reads]);
    expect(searched).toBe(3);
  });

  it('holds all calls back for two seconds after a 429 that says nothing', async () => {
    const { budget } = budgetOf();
    budget.observe(answer(429, {}));
    expect(budget.pauseMs()).toBe(2_000);
    let left = false;
    const call = budget.spend(1).then(() => {
      left = true;
    });
    await vi.advanceTimersByTimeAsync(1_900);
    expect(left).toBe(false);
    await vi.advanceTimersByTimeAsync(200);
    await call;
    expect(left).toBe(true);
  });

  it('gives a long pause back instead of waiting', async () => {
    const { budget } = budgetOf();
    budget.observe(answer(429, { 'retry-after': '60' }));
    await expect(budget.spend(1)).rejects.toMatchObject({
      failure: { word: 'retry-later', retryAfterMs: 60_000, vendor: 'pipedrive' },
    });
  });
});

describe('the shield', () => {
  it('is left alone for a minute after its page, not after a refusal in JSON', async () => {
    const { budget } = budgetOf();
    budget.observe(answer(403, { 'content-type': 'application/json; charset=utf-8' }));
    expect(budget.pauseMs()).toBe(0);
    budget.observe(answer(403, { 'content-type': 'text/html; charset=UTF-8' }));
    expect(budget.pauseMs()).toBe(15_000);
    expect(await wordOf(budget.spend(1))).toBe('retry-later');
  });
});

describe('the tokens of the day', () => {
  it('keeps the last five percent for people', async () => {
    const { budget } = budgetOf(1_000, 940);
    await budget.spend(10);
    expect(await wordOf(budget.spend(1))).toBe('retry-later');
    await budget.spend(40, 'person');
    expect(await wordOf(budget.spend(20, 'person'))).toBe('retry-later');
  });

  it('keeps more of it from what is less important: sweeps give way first', async () => {
    const { budget } = budgetOf(1_000, 790);
    await budget.spend(10, 'sweep');
    await expect(budget.spend(1, 'sweep')).rejects.toMatchObject({
      failure: { word: 'retry-later', heldBack: true, title: { en: 'Reading Pipedrive again waits' } },
    });
    await budget.spend(100, 'panel');
    expect(await wordOf(budget.spend(1, 'panel'))).toBe('retry-later');
    await budget.spend(50, 'decision');
    expect(await wordOf(budget.spend(1, 'decision'))).toBe('retry-later');
    await budget.spend(50, 'person');
  });

  it('tells what the tokens were for, and what the vendor says of the day', async () => {
    const told: unknown[] = [];
    const addSpent = async (delta: number, since: object) => {
      told.push(since);
      return delta;
    };
    const budget = createTokenBudget({ perDay: 1_000, addSpent, now: () => Date.now() });
    await budget.spend(5, 'sweep');
    await budget.spend(3);
    await budget.spend(2, 'sweep');
    budget.observe(answer(200, { 'x-daily-ratelimit-token-remaining': '700' }));
    await budget.flush();
    expect(told.at(-1)).toEqual({ by: { sweep: 7, decision: 3 }, allowance: 1_000, remaining: 700 });
  });

  it('gives no tokens twice while calls wait for their turn', async () => {
    const { budget } = budgetOf(100, 80);
    budget.observe(answer(200, { 'x-ratelimit-limit': '1' }));
    const words = Promise.all([1, 2, 3, 4].map(() => wordOf(budget.spend(5))));
    await vi.advanceTimersByTimeAsync(20_000);
    expect(await words).toEqual(['none', 'none', 'none', 'retry-later']);
  });

  it('gives no tokens twice while the count is on its way to the store', async () => {
    let written = () => {};
    let total = 0;
    const addSpent = async (delta: number) => {
      if (delta > 0)
        await new Promise<void>((resolve) => {
          written = resolve;
        });
      total += delta;
      return total;
    };
    const budget = createTokenBudget({ perDay: 110, addSpent, now: () => Date.now() });
    await budget.spend(100);
    const flushed = budget.flush();
    expect(await wordOf(budget.spend(10))).toBe('retry-later');
    written();
    await flushed;
  });

  it('says when there are tokens again', async () => {
    const { budget } = budgetOf(100, 100);
    await expect(budget.spend(1)).rejects.toMatchObject({
      failure: {
        retryAfterMs: 12 * 3_600_000,
        detail: { fr: expect.stringContaining('2026-05-28 00:00 UTC') },
      },
    });
  });

  it('starts afresh with the next day', async () => {
    let total = 100;
    const addSpent = async (delta: number) => {
      total += delta;
      return total;
    };
    const budget = createTokenBudget({ perDay: 100, addSpent, now: () => Date.now() });
    expect(await wordOf(budget.spend(1))).toBe('retry-later');
    vi.setSystemTime(noon + 12 * 3_600_000);
    total = 0;
    await budget.spend(1);
    expect(budget.pauseMs()).toBe(0);
  });

  it('shares its count in batches, and the rest on flush', async () => {
    const { budget, deltas } = budgetOf();
    for (let call = 0; call < 6; call += 1) await budget.spend(40);
    expect(deltas).toEqual([0, 120]);
    await vi.advanceTimersByTimeAsync(2_000);
    await budget.spend(1);
    expect(deltas).toEqual([0, 120, 120]);
    await budget.flush();
    expect(deltas).toEqual([0, 120, 120, 1]);
  });

  it('loses no count when it cannot be written', async () => {
    let broken = true;
    let total = 0;
    const addSpent = async (delta: number) => {
      if (broken && delta > 0) throw new Error('store down');
      total += delta;
      return total;
    };
    const budget = createTokenBudget({ addSpent, now: () => Date.now() });
    await budget.spend(50);
    await expect(budget.flush()).rejects.toThrow('store down');
    broken = false;
    await budget.flush();
    expect(total).toBe(50);
  });

  it('believes the vendor that nothing is left, for an hour at most', async () => {
    const { budget } = budgetOf();
    budget.observe(answer(429, { 'x-daily-ratelimit-token-remaining': '0' }));
    expect(budget.pauseMs()).toBe(3_600_000);
    await expect(budget.spend(1)).rejects.toMatchObject({ failure: { retryAfterMs: 3_600_000 } });
    vi.setSystemTime(noon + 3_600_000);
    await budget.spend(1);
  });

  it('stops at midnight UTC when that is sooner', async () => {
    vi.setSystemTime(noon + 11.5 * 3_600_000);
    const { budget } = budgetOf();
    budget.observe(answer(200, { 'x-daily-ratelimit-token-remaining': '0' }));
    expect(budget.pauseMs()).toBe(1_800_000);
  });

  it('learns the size of the day from the vendor and keeps the reserve of it', async () => {
    const { budget } = budgetOf();
    const headers = { 'x-daily-ratelimit-token-limit': '1000', 'x-daily-ratelimit-token-remaining': '55' };
    budget.observe(answer(200, headers));
    await budget.spend(5);
    expect(await wordOf(budget.spend(1))).toBe('retry-later');
    await budget.spend(1, 'person');
  });
});
