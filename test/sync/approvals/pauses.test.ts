import { expect, it } from 'vitest';
import { createPauses } from '#sync/approvals/pauses.ts';
import type { OutsideFailure } from '#sync/connectors/errors.ts';

const slack = {} as Parameters<ReturnType<typeof createPauses>['failed']>[1];
const down: OutsideFailure = {
  vendor: 'slack',
  word: 'retry-later',
  title: { fr: 'En panne', en: 'Down' },
  detail: { fr: 'Plus tard.', en: 'Later.' },
};

it('a blip that hits several messages at once is no longer than one that hits one', () => {
  const pauses = createPauses(() => 0);
  const told = [1, 2, 3, 4].map(() => pauses.failed('7001', slack, down));
  expect(told.map((one) => one?.delayMs)).toEqual([2_000, 2_000, 2_000, 2_000]);
  expect(told.map((one) => one?.isNew)).toEqual([true, false, false, false]);
});

it('waits longer after each message that finds Slack down still, a quarter of a minute at most', () => {
  let nowMs = 0;
  const pauses = createPauses(() => nowMs);
  const delays = [1, 2, 3, 4, 5].map(() => {
    expect(pauses.allowance('7001', slack)).toBe(nowMs === 0 ? null : 1);
    const delayMs = pauses.failed('7001', slack, down)?.delayMs ?? 0;
    expect(pauses.allowance('7001', slack)).toBe(0);
    nowMs += delayMs;
    return delayMs;
  });
  expect(delays).toEqual([2_000, 4_000, 8_000, 15_000, 15_000]);
  expect(pauses.succeeded('7001')).toBe(true);
  expect(pauses.allowance('7001', slack)).toBeNull();
});
