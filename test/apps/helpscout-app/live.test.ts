import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { startPoll } from '../../../apps/helpscout-app/src/service/poll.ts';
import { createPresses } from '../../../apps/helpscout-app/src/service/presses.ts';

describe('the poll', () => {
  let rounds: AbortSignal[];
  let isGood: boolean;
  let isLookedAt: boolean;
  beforeEach(() => {
    vi.useFakeTimers();
    [rounds, isGood, isLookedAt] = [[], true, true];
  });
  afterEach(() => vi.useRealTimers());

  const start = (ask = async (_signal: AbortSignal) => isGood) =>
    startPoll({
      ask: (signal) => {
        rounds.push(signal);
        return ask(signal);
      },
      delayMs: () => 15_000,
      isLookedAt: () => isLookedAt,
    });

  it('asks at once, then every 15 s, until it is stopped', async () => {
    const poll = start();
    expect(rounds.length).toBe(1);
    await vi.advanceTimersByTimeAsync(30_000);
    expect(rounds.length).toBe(3);
    poll.stop();
    await vi.advanceTimersByTimeAsync(60_000);
    expect(rounds.length).toBe(3);
  });

  it('waits longer after each failure, a minute at the most, and is quick again after a good round', async () => {
    isGood = false;
    start();
    await vi.advanceTimersByTimeAsync(29_999);
    expect(rounds.length).toBe(1);
    await vi.advanceTimersByTimeAsync(1 + 60_000);
    expect(rounds.length).toBe(3);
    isGood = true;
    await vi.advanceTimersByTimeAsync(60_000);
    expect(rounds.length).toBe(4);
    await vi.advanceTimersByTimeAsync(15_000);
    expect(rounds.length).toBe(5);
  });

  it('takes a round back when something newer is asked for', async () => {
    const poll = start(() => new Promise(() => undefined));
    poll.now();
    expect(rounds.map(({ aborted }) => aborted)).toEqual([true, false]);
  });

  it('asks nothing while nobody looks, and at once when somebody does', async () => {
    isLookedAt = false;
    const poll = start();
    await vi.advanceTimersByTimeAsync(60_000);
    expect(rounds).toEqual([]);
    isLookedAt = true;
    poll.now();
    expect(rounds.length).toBe(1);
  });
});

describe('the ids of commands', () => {
  const link = { type: 'link-conversation', conversationId: 4201, requestId: 'one' } as const;
  let made = 0;
  const presses = () => createPresses(() => `id-${++made}`);
  beforeEach(() => {
    made = 0;
  });

  it('are kept for the same press that was not answered, whatever the order of its fields', () => {
    const ids = presses();
    expect(ids.idFor(link, '1')).toBe('id-1');
    const again = { requestId: 'one', conversationId: 4201, type: 'link-conversation' } as const;
    expect(ids.idFor(again, '1')).toBe('id-1');
  });

  it('are new for another press, about other facts, and after an answer', () => {
    const ids = presses();
    ids.idFor(link, '1');
    expect(ids.idFor({ ...link, requestId: 'two' }, '1')).toBe('id-2');
    expect(ids.idFor(link, '2')).toBe('id-3');
    ids.answered(link, '1');
    expect(ids.idFor(link, '1')).toBe('id-4');
  });
});
