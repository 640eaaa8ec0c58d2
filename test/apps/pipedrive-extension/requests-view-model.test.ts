import { describe, expect, it } from 'vitest';
import {
  filterCount,
  filters,
  newerPage,
  queryOf,
  readAddress,
  sortedBy,
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

const opening = {
  filter: 'to-decide',
  text: '',
  sort: 'submittedAt',
  direction: 'desc',
  source: '',
  owner: null,
  trail: [],
} as const;

describe('address', () => {
  it('opens on what is to be decided, newest first', () => {
    expect(readAddress('?id=a&token=b')).toEqual(opening);
    expect(readAddress('?filter=nonsense&sort=colour&direction=up&owner=x')).toEqual(opening);
  });

  it('comes back from what it wrote and keeps the host’s own parameters', () => {
    const state = {
      filter: 'refused',
      text: 'lot & garonne',
      sort: 'organization',
      direction: 'asc',
      source: 'phone',
      owner: 21,
      trail: ['c1', 'c2=='],
    } as const;
    const written = writeAddress('?id=a&token=b&q=old&at=old&owner=9', state);
    expect(readAddress(written)).toEqual(state);
    expect(new URLSearchParams(written).get('id')).toBe('a');
    expect(new URLSearchParams(written).get('token')).toBe('b');
  });

  it('writes nothing of its own for the page that opens', () => {
    expect(writeAddress('?id=a&sort=name&direction=asc&source=x&at=c', opening)).toBe('?id=a');
  });
});

describe('queryOf', () => {
  it('asks for the steps of the filter, the trimmed text and the last cursor', () => {
    expect(queryOf({ ...opening, text: ' mairie ', trail: ['c1', 'c2'] })).toEqual({
      steps: ['pending', 'awaiting-evidence', 'incomplete'],
      text: 'mairie',
      sort: 'submittedAt',
      direction: 'desc',
      cursor: 'c2',
      limit: 25,
    });
    expect(queryOf({ ...opening, filter: 'all' })).toMatchObject({ steps: [], cursor: null });
  });

  it('asks for the source and the owner when they are chosen', () => {
    expect(queryOf({ ...opening, source: 'event', owner: 22 })).toMatchObject({ source: 'event', owner: 22 });
  });
});

describe('sortedBy', () => {
  it('begins with the newest dates and with A, then turns round', () => {
    const byName = sortedBy(opening, 'name');
    expect(byName).toEqual({ sort: 'name', direction: 'asc' });
    expect(sortedBy(byName, 'name')).toEqual({ sort: 'name', direction: 'desc' });
    expect(sortedBy(byName, 'decidedAt')).toEqual({ sort: 'decidedAt', direction: 'desc' });
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
    const shown = { items: [a3], nextCursor: null, counts, total: null, trouble: null };
    const merged = newerPage(shown, { items: [b, a2], nextCursor: 'n', counts, total: null, trouble: null });
    expect(merged.items).toEqual([b, a3]);
    expect(merged.nextCursor).toBe('n');
  });
});
