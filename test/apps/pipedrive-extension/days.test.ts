import { describe, expect, it } from 'vitest';
import {
  dayAfter,
  dayWords,
  fullDayWords,
  shortDayWords,
} from '../../../apps/pipedrive-extension/src/days.ts';

describe('days in words', () => {
  it('are the same day in every time zone', () => {
    expect(dayWords('2026-11-26', '2026-11-24', 'fr')).toBe('jeu. 26 nov.');
    expect(dayWords('2026-11-26', '2026-11-24', 'en')).toBe('Thu 26 Nov');
    expect(fullDayWords('2026-03-29', 'fr')).toBe('dimanche 29 mars 2026');
  });

  it('name their year when it is another one', () => {
    expect(dayWords('2027-01-04', '2026-12-31', 'fr')).toBe('lun. 4 janv. 2027');
    expect(shortDayWords('2026-01-04', 'en')).toBe('4 Jan 2026');
  });
});

it('counts days over clock changes and leap days', () => {
  expect(dayAfter('2026-03-28', 2)).toBe('2026-03-30');
  expect(dayAfter('2028-02-28', 1)).toBe('2028-02-29');
  expect(dayAfter('2026-01-01', -1)).toBe('2025-12-31');
});
