import { describe, expect, it } from 'vitest';
import { barsOf } from '../../../apps/pipedrive-extension/src/surfaces/pipeline/figures/bars.ts';
import {
  daysWords,
  shareWords,
} from '../../../apps/pipedrive-extension/src/surfaces/pipeline/figures/numbers.ts';
import { portionsOf } from '../../../apps/pipedrive-extension/src/surfaces/pipeline/process/enrolment.ts';
import {
  type PageState,
  readAddress,
  tabAfter,
  timeOf,
  usualTime,
  usualTimeOf,
  writeAddress,
} from '../../../apps/pipedrive-extension/src/surfaces/pipeline/view-model.ts';

const everything: PageState = {
  tab: 'process',
  step: 'collecting',
  owner: 21,
  isLate: true,
  text: 'mairie & co',
  trail: ['a', 'b'],
  from: '2026-10-01',
  to: '2026-11-24',
};

describe('the address', () => {
  it('brings back what was written, and leaves the host its own', () => {
    const written = writeAddress('?id=7&userId=21&at=old', everything);
    expect(readAddress(written)).toEqual(everything);
    expect(new URLSearchParams(written).get('id')).toBe('7');
    expect(new URLSearchParams(written).getAll('at')).toEqual(['a', 'b']);
  });

  it('says nothing of what is usual', () => {
    expect(writeAddress('?id=7', readAddress('?id=7'))).toBe('?id=7');
  });

  it.each([
    ['?tab=nonsense', { tab: 'day' }],
    ['?owner=-1', { owner: null }],
    ['?owner=x', { owner: null }],
    ['?late=1', { isLate: false }],
    ['?from=2026-10-01', { from: '', to: '' }],
    ['?from=2026-13-01&to=2026-14-01', { from: '', to: '' }],
    ['?from=2026-11-02&to=2026-11-01', { from: '', to: '' }],
  ])('takes %s for what is usual', (search, usual) => {
    expect(readAddress(search)).toMatchObject(usual);
  });
});

describe('the time of the figures', () => {
  const today = '2026-03-01';
  it('is the quarter that ends today unless the address names days', () => {
    expect(timeOf({ from: '', to: '' }, today)).toEqual({ from: '2025-12-02', to: today });
    expect(timeOf(everything, today)).toEqual({ from: '2026-10-01', to: '2026-11-24' });
  });

  it('counts its first and its last day', () => {
    expect(usualTime('month', today)).toEqual({ from: '2026-01-31', to: today });
  });

  it('knows the usual times again', () => {
    expect(usualTimeOf(usualTime('year', today), today)).toBe('year');
    expect(usualTimeOf({ ...usualTime('year', today), to: '2026-02-28' }, today)).toBeNull();
  });
});

it.each([
  ['day', 'ArrowRight', 'process'],
  ['figures', 'ArrowRight', 'day'],
  ['day', 'ArrowLeft', 'figures'],
  ['process', 'Home', 'day'],
  ['process', 'End', 'figures'],
  ['process', 'ArrowDown', null],
] as const)('from %s, %s leads to %s', (current, key, next) => {
  expect(tabAfter(current, key)).toBe(next);
});

describe('bars', () => {
  const row = (value: number, until: number | null = null) => ({
    key: '',
    label: '',
    said: '',
    value,
    until,
  });

  it('measures by the greatest value, lighter parts too', () => {
    expect(barsOf([row(5, 20), row(10, 10)], 200)).toEqual([
      { solid: { x: 0, width: 50 }, light: { x: 50, width: 150 } },
      { solid: { x: 0, width: 100 }, light: null },
    ]);
  });

  it('shows a little of what is not nought, and nothing of nought', () => {
    const [one, many, none] = barsOf([row(1), row(10_000), row(0)], 300);
    expect([one, many, none].map((bar) => bar?.solid.width)).toEqual([2, 300, 0]);
  });

  it('has no width to share where everything is nought', () => {
    expect(barsOf([row(0), row(0, 0)], 300).map(({ solid }) => solid.width)).toEqual([0, 0]);
    expect(barsOf([], 300)).toEqual([]);
  });
});

it('says shares and days in both languages', () => {
  expect(shareWords(1, 3, 'fr')).toMatch(/^33\s%$/);
  expect(shareWords(1, 3, 'en')).toBe('33%');
  expect(shareWords(0, 0, 'fr')).toBe('');
  expect(daysWords(4.5, 'fr')).toMatch(/^4,5\sj$/);
  expect(daysWords(1, 'en')).toBe('1 day');
});

it('sends everybody once, in portions with an id of their own', () => {
  const ids = Array.from({ length: 120 }, (_, number) => `c${number}`);
  const fresh = ['id-1', 'id-2', 'id-3'];
  const portions = portionsOf(ids, () => fresh.shift() ?? '');
  expect(portions.map((portion) => portion.ids.length)).toEqual([50, 50, 20]);
  expect(portions.flatMap((portion) => portion.ids)).toEqual(ids);
  expect(portions.map(({ commandId }) => commandId)).toEqual(['id-1', 'id-2', 'id-3']);
  expect(portionsOf([], () => '')).toEqual([]);
});
