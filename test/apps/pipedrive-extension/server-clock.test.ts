import { describe, expect, it } from 'vitest';
import { createServerClock } from '../../../apps/pipedrive-extension/src/service/server-clock.ts';

const header = (ms: number) => new Date(ms).toUTCString();

/** Answers of a server whose clock is `aheadMs` ahead, each taking `delayMs` in each direction. */
function learnFrom(answersAtMs: number[], aheadMs: number, delayMs: number) {
  let localMs = 0;
  const clock = createServerClock(() => localMs);
  for (const atMs of answersAtMs) clock.learn(header(atMs + aheadMs), atMs - delayMs, atMs + delayMs);
  return { offsetMs: () => clock.nowMs() - localMs, clock, at: (ms: number) => (localMs = ms) };
}

const start = Date.parse('2026-11-22T14:03:00.250Z');

describe('createServerClock', () => {
  it('is the local clock until an answer came', () => {
    expect(createServerClock(() => 1234).nowMs()).toBe(1234);
  });

  it('follows a server that is minutes away from the desk', () => {
    const { offsetMs } = learnFrom([start], 300_000, 20);
    expect(Math.abs(offsetMs() - 300_000)).toBeLessThan(600);
  });

  it('narrows down to the delay as answers arrive at different parts of a second', () => {
    const answers = Array.from({ length: 20 }, (_, index) => start + index * 1_137);
    const { offsetMs } = learnFrom(answers, -42_000, 20);
    expect(Math.abs(offsetMs() + 42_000)).toBeLessThan(80);
  });

  it('starts afresh when the desk’s clock is set', () => {
    const { clock, offsetMs } = learnFrom([start, start + 1_000], 0, 10);
    const laterMs = start + 2_000;
    clock.learn(header(laterMs), laterMs + 3_600_000 - 10, laterMs + 3_600_000 + 10);
    expect(Math.abs(offsetMs() + 3_600_000)).toBeLessThan(600);
  });

  it('ignores a missing or unreadable header', () => {
    const { clock, offsetMs } = learnFrom([start], 5_000, 10);
    const known = offsetMs();
    clock.learn(null, start, start);
    clock.learn('soon', start, start);
    expect(offsetMs()).toBe(known);
  });
});
