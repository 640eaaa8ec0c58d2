import { describe, expect, it } from 'vitest';
import { Settings } from '#core/settings.ts';
import { promisedAt, promiseWindow } from '#sync/approvals/promise.ts';

const settings = Settings.parse({ promises: { answerDays: 2 }, holidays: ['2026-12-25'] });

describe('a promised answer', () => {
  it.each([
    ['2026-11-23T10:00:00.000Z', '2026-11-25T22:59:59.000Z', 'Monday: by the end of Wednesday in Paris'],
    ['2026-11-20T10:00:00.000Z', '2026-11-24T22:59:59.000Z', 'Friday: by the end of Tuesday'],
    ['2026-11-22T23:30:00.000Z', '2026-11-25T22:59:59.000Z', 'a Monday in Paris, a Sunday in UTC'],
    ['2026-12-24T10:00:00.000Z', '2026-12-29T22:59:59.000Z', 'over a holiday'],
  ])('%s until %s (%s)', (submittedAt, expected) => {
    expect(promisedAt(settings, submittedAt)).toBe(expected);
  });

  it('there is none without a setting', () => {
    expect(promisedAt(Settings.parse({}), '2026-11-23T10:00:00.000Z')).toBeNull();
    expect(promiseWindow(Settings.parse({}), new Date())).toBeNull();
  });

  it.each([
    '2026-11-23T09:00:00.000Z',
    '2026-11-25T22:59:00.000Z',
    '2026-11-25T23:30:00.000Z',
    '2026-11-28T12:00:00.000Z',
    '2026-12-28T08:00:00.000Z',
    '2026-03-30T08:00:00.000Z',
  ])('at %s the window holds whatever is late or due that day, and nothing else', (at) => {
    const now = new Date(at);
    const window = promiseWindow(settings, now);
    const dayOf = (instant: string) =>
      new Intl.DateTimeFormat('sv', { dateStyle: 'short', timeZone: 'Europe/Paris' }).format(
        new Date(instant),
      );
    for (let hours = 0; hours < 24 * 12; hours += 1) {
      const submittedAt = new Date(now.getTime() - hours * 3_600_000).toISOString();
      const promised = promisedAt(settings, submittedAt) ?? '';
      const expected = promised < at ? 'late' : dayOf(promised) === dayOf(at) ? 'today' : 'later';
      const { lateBefore = '', todayBefore = '' } = window ?? {};
      const told = submittedAt < lateBefore ? 'late' : submittedAt < todayBefore ? 'today' : 'later';
      expect(`${submittedAt} ${told}`).toBe(`${submittedAt} ${expected}`);
    }
  });
});
