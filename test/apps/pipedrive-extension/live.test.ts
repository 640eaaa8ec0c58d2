import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { createLive, type Live } from '../../../apps/pipedrive-extension/src/live/live.ts';
import type { Answer } from '../../../apps/pipedrive-extension/src/service/answer.ts';

const away: Answer<never> = {
  ok: false,
  problem: { type: '', title: 'Injoignable', status: 0, detail: '', instance: '' },
};

let answers: Answer<number>[];
let loads: number;
let delayMs: number | null;
let visible: boolean;
let onChange: () => void;
let live: Live<number>;

beforeEach(() => {
  vi.useFakeTimers();
  [answers, loads, visible, delayMs] = [[], 0, true, 1000];
  live = createLive<number>({
    async load() {
      loads += 1;
      return answers.shift() ?? { ok: true, value: loads };
    },
    merge: (shown, arriving) => Math.max(shown ?? 0, arriving),
    delayMs: () => delayMs,
    nowMs: () => 77,
    visibility: {
      isVisible: () => visible,
      onChange(listener) {
        onChange = listener;
        return () => undefined;
      },
    },
  });
});
afterEach(() => vi.useRealTimers());

const settle = (ms = 0) => vi.advanceTimersByTimeAsync(ms);

describe('createLive', () => {
  it('asks at once, then after each delay, until it is stopped', async () => {
    const stop = live.start();
    await settle();
    expect(live.snapshot()).toEqual({ value: 1, freshAtMs: 77, problem: null });
    await settle(3000);
    expect(loads).toBe(4);
    stop();
    await settle(10_000);
    expect(loads).toBe(4);
  });

  it('asks once where nothing more is to be expected, and again after a failure or a look', async () => {
    delayMs = null;
    live.start();
    await settle(60_000);
    expect(loads).toBe(1);
    answers = [away];
    onChange();
    await settle(15_000);
    expect(loads).toBe(3);
    await settle(60_000);
    expect(loads).toBe(3);
  });

  it('keeps the last value and its age through failures, and asks less and less often', async () => {
    const stop = live.start();
    await settle();
    answers = [away, away, away, away, away, away];
    await settle(1000);
    expect(live.snapshot()).toMatchObject({ value: 1, freshAtMs: 77, problem: { title: 'Injoignable' } });
    await settle(2000 + 4000 + 8000 + 15_000 + 15_000);
    expect(loads).toBe(7);
    await settle(15_000);
    expect(live.snapshot().problem).toBeNull();
    stop();
  });

  it('rests while nobody looks and asks at once when somebody does', async () => {
    const stop = live.start();
    await settle();
    visible = false;
    onChange();
    await settle(60_000);
    expect(loads).toBe(1);
    visible = true;
    onChange();
    await settle();
    expect(loads).toBe(2);
    stop();
  });

  it('lets a value that came another way win over an older answer', async () => {
    const stop = live.start();
    live.put(9);
    await settle();
    expect(live.snapshot().value).toBe(9);
    stop();
  });

  it('asks at once when told to, and only once for two calls together', async () => {
    const stop = live.start();
    await settle();
    live.refresh();
    live.refresh();
    await settle();
    const afterRefresh = loads;
    await settle(999);
    expect(loads).toBe(afterRefresh);
    await settle(1);
    expect(loads).toBe(afterRefresh + 1);
    stop();
  });

  it('tells those who listen', async () => {
    const heard = vi.fn();
    const forget = live.subscribe(heard);
    live.put(1);
    forget();
    live.put(2);
    expect(heard).toHaveBeenCalledTimes(1);
  });
});
