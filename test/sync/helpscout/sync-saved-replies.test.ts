import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest';
import { Settings } from '#core/settings.ts';
import { syncSavedReplies } from '#sync/helpscout/sync-saved-replies.ts';
import type { Log } from '#sync/log.ts';
import type { Database } from '#sync/store/database.ts';
import { keptMailboxes } from '#sync/store/helpscout-mailboxes.ts';
import { savedReplies } from '#sync/store/helpscout-saved-replies.ts';
import { deskError, type FakeDesk, fakeDesk } from '../../fakes/fake-helpscout.ts';
import { openTestStore } from '../../kit/test-store.ts';

let database: Database;
let fake: FakeDesk;
let warnings: string[];
beforeAll(async () => {
  database = await openTestStore();
});
afterAll(() => database.close());
beforeEach(async () => {
  await database.pool.query('delete from helpscout_saved_replies; delete from company_facts');
  warnings = [];
  fake = fakeDesk();
  fake.mailboxes.push({ id: 302, name: 'Support EN', email: 'en@example.org' });
  fake.savedReplies.set(301, [{ id: 501, name: 'Demande compte admin', html: '<p>Bonjour</p>' }]);
  fake.savedReplies.set(302, [{ id: 511, name: 'Demande compte admin', html: '<p>Hello</p>' }]);
});

const sync = (settings: object = {}, signal = new AbortController().signal) => {
  const log = { warn: (_fields: object, message: string) => warnings.push(message) } as unknown as Log;
  return syncSavedReplies({ db: database.db, desk: fake.port, log }, '1', Settings.parse(settings), signal);
};
const kept = async () => (await savedReplies(database.db, '1')).map(({ id, html }) => [id, html]);

it('reads all inboxes and the text of each of their saved replies', async () => {
  expect((await sync()).map(({ id }) => id)).toEqual([301, 302]);
  expect(await kept()).toEqual([
    [501, '<p>Bonjour</p>'],
    [511, '<p>Hello</p>'],
  ]);
  expect(await keptMailboxes(database.db, '1')).toEqual(fake.mailboxes);
  expect(warnings).toEqual([]);
});

it('reads those of the inboxes that are followed alone, by their names', async () => {
  await sync();
  expect((await sync({ helpscout: { inboxes: ['support en'] } })).map(({ id }) => id)).toEqual([302]);
  expect(await kept()).toEqual([[511, '<p>Hello</p>']]);
  expect(warnings).toEqual([]);
});

it('tells operators what colleagues changed', async () => {
  await sync();
  fake.savedReplies.set(301, [{ id: 501, name: 'Compte', html: '<p>Bonjour</p>' }]);
  fake.savedReplies.set(302, []);
  await sync();
  expect(warnings).toEqual([
    'a saved reply of Help Scout was renamed',
    'a saved reply of Help Scout was deleted',
  ]);
});

it('takes a reply for deleted in no inbox that could not be read whole', async () => {
  await sync();
  fake.fails.push({ name: 'savedReply', error: deskError('retry-later') });
  await expect(sync()).rejects.toThrow();
  expect(await kept()).toHaveLength(2);
  expect(warnings).toEqual([]);
});

it('ends early when it is told to', async () => {
  await expect(sync({}, AbortSignal.abort(new Error('stopping')))).rejects.toThrow('stopping');
});
