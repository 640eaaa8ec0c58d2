import { describe, expect, it } from 'vitest';
import {
  ageWords,
  fullMomentWords,
  momentWords,
  waitWords,
} from '../../../apps/pipedrive-extension/src/dates.ts';

const now = Date.parse('2026-11-22T14:03:00.000Z');
const ago = (ms: number) => new Date(now - ms).toISOString();
const [minute, hour, day] = [60_000, 3_600_000, 86_400_000];
/** Intl writes narrow and ordinary no-break spaces, which differ between its versions. */
const plain = (text: string) => text.replace(/[\u00a0\u202f]/g, ' ');

describe('ageWords', () => {
  it.each([
    [0, 'à l’instant', 'just now'],
    [59_999, 'à l’instant', 'just now'],
    [3 * minute, 'il y a 3 min', '3 min ago'],
    [59 * minute, 'il y a 59 min', '59 min ago'],
    [2 * hour, 'il y a 2 h', '2 hr ago'],
    [day, 'hier', 'yesterday'],
    [12 * day, 'il y a 12 j', '12 days ago'],
    [95 * day, 'il y a 3 m.', '3 mo ago'],
  ])('says %i ms ago as "%s" and "%s"', (ms, fr, en) => {
    expect(plain(ageWords(ago(ms), now, 'fr'))).toBe(fr);
    expect(plain(ageWords(ago(ms), now, 'en'))).toBe(en);
  });

  it('takes an instant that a fast clock puts in the future for now', () => {
    expect(ageWords(ago(-5 * minute), now, 'fr')).toBe('à l’instant');
  });
});

describe('momentWords', () => {
  it('gives the time alone today, the day before, and the year of another year', () => {
    expect(momentWords('2026-11-22T13:05:00Z', now, 'fr', 'Europe/Paris')).toBe('14:05');
    expect(plain(momentWords('2026-11-20T13:05:00Z', now, 'fr', 'Europe/Paris'))).toBe('20 nov., 14:05');
    expect(plain(momentWords('2025-11-20T13:05:00Z', now, 'en', 'Europe/Paris'))).toBe('20 Nov 2025, 14:05');
  });

  it('counts days in the reader’s zone, not in UTC', () => {
    expect(plain(momentWords('2026-11-21T23:30:00Z', now, 'fr', 'Europe/Paris'))).toBe('00:30');
    expect(plain(momentWords('2026-11-21T23:30:00Z', now, 'fr', 'UTC'))).toBe('21 nov., 23:30');
  });
});

describe('fullMomentWords', () => {
  it('writes the whole date', () => {
    expect(plain(fullMomentWords('2026-11-22T13:03:00Z', 'fr', 'Europe/Paris'))).toBe(
      'dimanche 22 novembre 2026 à 14:03',
    );
  });
});

describe('waitWords', () => {
  it('rounds up, so that the last second is not called none', () => {
    expect(plain(waitWords(200, 'fr'))).toBe('1 s');
    expect(plain(waitWords(7_001, 'fr'))).toBe('8 s');
    expect(plain(waitWords(-50, 'fr'))).toBe('0 s');
  });

  it('speaks of minutes when seconds would be many', () => {
    expect(plain(waitWords(185_000, 'fr'))).toBe('4 min');
  });
});
