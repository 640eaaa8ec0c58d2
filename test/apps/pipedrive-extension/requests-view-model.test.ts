import { describe, expect, it } from 'vitest';
import {
  filterCount,
  filters,
  keyAction,
  newerPage,
  queryOf,
  readAddress,
  rowAfter,
  writeAddress,
} from '../../../apps/pipedrive-extension/src/surfaces/requests/view-model.ts';
import { sampleRequest } from './request-samples.ts';

const counts = {
  incomplete: 1,
  pending: 4,
  'awaiting-evidence': 2,
  accepting: 1,
  accepted: 30,
  refusing: 0,
  refused: 12,
  withdrawn: 3,
};

describe('address', () => {
  it('opens on what is to be decided', () => {
    expect(readAddress('?id=a&token=b')).toEqual({ filter: 'to-decide', text: '', trail: [] });
    expect(readAddress('?filter=nonsense').filter).toBe('to-decide');
  });

  it('comes back from what it wrote and keeps the host’s own parameters', () => {
    const state = { filter: 'refused', text: 'lot & garonne', trail: ['c1', 'c2=='] } as const;
    const written = writeAddress('?id=a&token=b&q=old&at=old', state);
    expect(readAddress(written)).toEqual(state);
    expect(new URLSearchParams(written).get('id')).toBe('a');
    expect(new URLSearchParams(written).get('token')).toBe('b');
  });
});

describe('queryOf', () => {
  it('asks for the steps of the filter, the trimmed text and the last cursor', () => {
    expect(queryOf({ filter: 'to-decide', text: ' mairie ', trail: ['c1', 'c2'] })).toEqual({
      steps: ['pending', 'awaiting-evidence', 'incomplete'],
      text: 'mairie',
      cursor: 'c2',
      limit: 25,
    });
    expect(queryOf({ filter: 'all', text: '', trail: [] })).toMatchObject({ steps: [], cursor: null });
  });
});

describe('filterCount', () => {
  it('adds up the steps, and covers every step once', () => {
    expect(filterCount('to-decide', counts)).toBe(7);
    expect(filterCount('all', counts)).toBe(53);
    const parts = filters.filter((filter) => filter !== 'all').map((filter) => filterCount(filter, counts));
    expect(parts.reduce((sum, part) => sum + part, 0)).toBe(53);
  });
});

describe('newerPage', () => {
  it('keeps a row’s newer revision and follows the arriving order', () => {
    const [a3, a2] = [sampleRequest({ id: 'a', revision: 3 }), sampleRequest({ id: 'a', revision: 2 })];
    const b = sampleRequest({ id: 'b' });
    const shown = { items: [a3], nextCursor: null, counts, trouble: null };
    const merged = newerPage(shown, { items: [b, a2], nextCursor: 'n', counts, trouble: null });
    expect(merged.items).toEqual([b, a3]);
    expect(merged.nextCursor).toBe('n');
  });
});

describe('rowAfter', () => {
  const ids = ['a', 'b', 'c'];
  it.each([
    [null, 1, 'a'],
    ['a', 1, 'b'],
    ['c', 1, 'c'],
    ['a', -1, 'a'],
    ['gone', 1, 'a'],
  ] as const)('goes from %j by %i to %j', (current, move, expected) => {
    expect(rowAfter(ids, current, move)).toBe(expected);
  });

  it('goes nowhere in an empty list', () => {
    expect(rowAfter([], null, 1)).toBeNull();
  });
});

describe('keyAction', () => {
  const press = (key: string, focus: 'page' | 'choice' | 'text', hasModifier = false) =>
    keyAction({ key, focus, hasModifier });

  it('moves with arrows and letters, searches and closes', () => {
    expect(['j', 'ArrowDown', 'k', 'ArrowUp', '/', 'Escape', 'x'].map((key) => press(key, 'page'))).toEqual([
      'next-row',
      'next-row',
      'previous-row',
      'previous-row',
      'search',
      'close',
      null,
    ]);
  });

  it('leaves letters to text fields, where Escape only leaves the field', () => {
    expect(press('j', 'text')).toBeNull();
    expect(press('/', 'text')).toBeNull();
    expect(press('Escape', 'text')).toBe('leave-field');
  });

  it('leaves arrows to radio buttons', () => {
    expect(press('ArrowDown', 'choice')).toBeNull();
    expect(press('j', 'choice')).toBe('next-row');
  });

  it('leaves the browser its own shortcuts', () => {
    expect(press('k', 'page', true)).toBeNull();
  });
});
