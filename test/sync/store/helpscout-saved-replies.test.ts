import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Database } from '#sync/store/database.ts';
import {
  forgetSavedRepliesOutside,
  keepSavedReplies,
  savedReplies,
  savedReplyChanges,
} from '#sync/store/helpscout-saved-replies.ts';
import { openTestStore } from '../../kit/test-store.ts';

let database: Database;
beforeAll(async () => {
  database = await openTestStore();
});
afterAll(() => database.close());
beforeEach(() => database.pool.query('delete from helpscout_saved_replies'));

const valid = { id: 1, name: 'Demande compte admin', html: '<p>Bonjour</p>' };
const other = { id: 2, name: 'Merci', html: '<p>Merci</p>' };
const ever = new Date(0);
const keep = (seen: (typeof valid)[], company = '1', mailboxId = 301) =>
  database.db.transaction().execute((store) => keepSavedReplies(store, company, mailboxId, seen));
const changes = async () =>
  (await savedReplyChanges(database.db, '1', ever)).map(({ at: _, ...change }) => change);
const names = async (company = '1') => (await savedReplies(database.db, company)).map(({ name }) => name);

describe('saved replies', () => {
  it('are kept by inbox, and nothing is told of what is new or the same', async () => {
    expect(await keep([valid, other])).toEqual([]);
    expect(await keep([valid, other])).toEqual([]);
    expect(await savedReplies(database.db, '1')).toEqual([
      { mailboxId: 301, ...valid },
      { mailboxId: 301, ...other },
    ]);
    expect(await changes()).toEqual([]);
  });

  it.each([
    ['renamed', { ...valid, name: 'Compte admin' }, valid.name],
    ['edited', { ...valid, html: '<p>Salut</p>' }, valid.html],
    ['renamed', { ...valid, name: 'Compte admin', html: '<p>Salut</p>' }, valid.name],
  ] as const)('tell that one was %s, once, with what it was', async (kind, now, before) => {
    await keep([valid]);
    const told = [{ mailboxId: 301, id: 1, name: now.name, kind, before }];
    expect(await keep([now])).toEqual(told);
    expect(await keep([now])).toEqual([]);
    expect(await changes()).toEqual(told);
    expect(await names()).toEqual([now.name]);
  });

  it('tell that one was deleted, once, and forget that when it is back', async () => {
    await keep([valid, other]);
    const told = [{ mailboxId: 301, id: 1, name: valid.name, kind: 'deleted', before: valid.name }];
    expect(await keep([other])).toEqual(told);
    expect(await keep([other])).toEqual([]);
    expect([await names(), await changes()]).toEqual([['Merci'], told]);
    expect(await keep([valid, other])).toEqual([]);
    expect([(await names()).length, await changes()]).toEqual([2, []]);
  });

  it('are told of as long as the reader asks for', async () => {
    await keep([valid]);
    await keep([]);
    expect(await savedReplyChanges(database.db, '1', new Date(Date.now() + 60_000))).toEqual([]);
  });

  it('of another inbox or company stay as they are', async () => {
    await keep([valid]);
    await keep([other], '1', 302);
    await keep([valid], '2');
    expect(await keep([], '1', 302)).toHaveLength(1);
    expect([await names(), await names('2')]).toEqual([[valid.name], [valid.name]]);
  });

  it('of an inbox that is not followed any more are forgotten: nobody deleted them', async () => {
    await keep([valid]);
    await keep([other], '1', 302);
    await keep([valid], '2');
    await forgetSavedRepliesOutside(database.db, '1', [302]);
    expect([await names(), await names('2'), await changes()]).toEqual([['Merci'], [valid.name], []]);
  });

  it('are told of once by two nodes that read them at the same time', async () => {
    await keep([valid]);
    const told = await Promise.all([keep([]), keep([])]);
    expect(told.flat()).toHaveLength(1);
  });
});
