import { expect, it } from 'vitest';
import {
  dayWords,
  momentWords,
  secondsWords,
  sizeWords,
  workedWords,
} from '../../../apps/helpscout-app/src/dates.ts';

const now = Date.parse('2026-11-22T14:00:00Z');
/** Without the spaces that only `Intl` knows. */
const plain = (text: string) => text.replace(/\s/g, ' ');

it('names the day of a moment when it is another one, and the year when it is another one', () => {
  expect(momentWords('2026-11-22T09:05:00Z', now, 'fr')).toBe('09:05');
  expect(plain(momentWords('2026-11-20T09:05:00Z', now, 'fr'))).toBe('20 nov., 09:05');
  expect(plain(momentWords('2025-11-20T09:05:00Z', now, 'en'))).toBe('20 Nov 2025, 09:05');
  expect(plain(dayWords('2026-11-20T09:05:00Z', 'en'))).toBe('20 Nov 2026');
});

it('never says nought seconds before they are over', () => {
  expect([1, 999, 1001, 0, -5].map((ms) => plain(secondsWords(ms, 'fr')))).toEqual([
    '1 s',
    '1 s',
    '2 s',
    '0 s',
    '0 s',
  ]);
});

it('says a time worked without empty parts', () => {
  expect([0, 45, 60, 130].map((minutes) => plain(workedWords(minutes, 'fr')))).toEqual([
    '0 min',
    '45 min',
    '1 h',
    '2 h 10 min',
  ]);
});

it('says the size of a file', () => {
  expect([12, 120_400, 3_400_000].map((bytes) => plain(sizeWords(bytes, 'fr')))).toEqual([
    '1 ko',
    '120 ko',
    '3,4 Mo',
  ]);
});
