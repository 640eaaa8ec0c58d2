import { expect, it } from 'vitest';
import { plusDays, plusSeconds } from '#core/kernel/instant.ts';

it('adds seconds and days of 24 hours, over a month, a leap day and a change of clocks', () => {
  expect(plusSeconds('2026-11-22T09:30:00.000Z', 10)).toBe('2026-11-22T09:30:10.000Z');
  expect(plusSeconds('2026-12-31T23:59:59.500Z', 1)).toBe('2027-01-01T00:00:00.500Z');
  expect(plusDays('2028-02-28T12:00:00Z', 1)).toBe('2028-02-29T12:00:00.000Z');
  expect(plusDays('2026-10-24T12:00:00.000Z', 7)).toBe('2026-10-31T12:00:00.000Z');
});
