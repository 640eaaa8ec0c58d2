import { describe, expect, it } from 'vitest';
import { plusHours, workedMinutesBetween } from '#core/kernel/working-hours.ts';

const paris = { timeZone: 'Europe/Paris', workingDays: [1, 2, 3, 4, 5], holidays: ['2026-12-25'] };
const hours = { ...paris, openFrom: '09:00', openUntil: '18:00' };

describe('hours of working days', () => {
  it.each([
    ['on a working day, the clock runs on', '2026-11-24T09:00:00Z', 24, '2026-11-25T09:00:00.000Z'],
    ['a weekend does not count', '2026-11-20T16:00:00Z', 24, '2026-11-23T16:00:00.000Z'],
    ['what comes on Saturday begins on Monday', '2026-11-21T10:00:00Z', 4, '2026-11-23T03:00:00.000Z'],
    ['nor does a holiday', '2026-12-24T16:00:00Z', 24, '2026-12-28T16:00:00.000Z'],
    ['none left is at once', '2026-11-24T09:00:00Z', 0, '2026-11-24T09:00:00.000Z'],
    ['a day of 25 hours has 25', '2026-10-25T23:30:00Z', 1, '2026-10-26T00:30:00.000Z'],
  ])('%s', (_what, from, count, to) => {
    expect(plusHours(from, count, paris)).toBe(to);
  });

  it('end somewhere, even for who named every day a holiday', () => {
    expect(Date.parse(plusHours('2026-11-24T09:00:00Z', 1, { ...paris, workingDays: [9] }))).not.toBeNaN();
  });
});

describe('minutes of opening hours', () => {
  it.each([
    ['within a day', '2026-11-24T08:00:00Z', '2026-11-24T10:30:00Z', 150],
    ['outside of them nothing counts', '2026-11-24T20:00:00Z', '2026-11-25T07:59:00Z', 0],
    ['over a night', '2026-11-24T16:30:00Z', '2026-11-25T08:30:00Z', 60],
    ['over a weekend', '2026-11-20T16:00:00Z', '2026-11-23T09:00:00Z', 120],
    ['backwards is nothing', '2026-11-24T10:00:00Z', '2026-11-24T09:00:00Z', 0],
  ])('%s', (_what, from, to, minutes) => {
    expect(workedMinutesBetween(from, to, hours)).toBe(minutes);
  });
});
