import { describe, expect, it } from 'vitest';
import { everyPage } from '../../../apps/pipedrive-extension/src/lists/every-page.ts';
import { newerItems } from '../../../apps/pipedrive-extension/src/lists/newer-items.ts';
import { selectionMax } from '../../../apps/pipedrive-extension/src/lists/selection.ts';

describe('everyPage', () => {
  it('follows the cursors to the end', async () => {
    const asked: (string | null)[] = [];
    const all = await everyPage(async (cursor) => {
      asked.push(cursor);
      const next = cursor === null ? 'a' : cursor === 'a' ? 'b' : null;
      return { ok: true, value: { items: [cursor ?? 'first'], nextCursor: next } };
    });
    expect(asked).toEqual([null, 'a', 'b']);
    expect(all).toEqual({ ok: true, value: ['first', 'a', 'b'] });
  });

  it('stops once there is as much as one decision may be about', async () => {
    let pages = 0;
    await everyPage(async () => {
      pages += 1;
      return { ok: true, value: { items: Array.from({ length: 100 }, () => pages), nextCursor: 'more' } };
    });
    expect(pages).toBe(selectionMax / 100);
  });

  it('is the problem of the page that could not be read', async () => {
    const problem = { type: '', title: 'Occupé', status: 429, detail: '', instance: '' };
    expect(await everyPage(async () => ({ ok: false, problem }))).toEqual({ ok: false, problem });
  });
});

it('keeps a newer revision when an older one arrives late', () => {
  const [old, shown] = [
    { id: 'a', revision: 1 },
    { id: 'a', revision: 2 },
  ];
  const other = { id: 'b', revision: 1 };
  expect(newerItems([shown], [other, old])).toEqual([other, shown]);
  expect(newerItems([old], [shown])).toEqual([shown]);
});
