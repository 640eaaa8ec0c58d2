import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { Settings } from '#core/settings.ts';
import { createReplyReading, type ReplyReading } from '#sync/helpscout/read-replies-soon.ts';
import { syncSavedReplies } from '#sync/helpscout/sync-saved-replies.ts';
import type { Log } from '#sync/log.ts';
import type { Database } from '#sync/store/database.ts';
import { savedReplies } from '#sync/store/helpscout-saved-replies.ts';
import { deskError, type FakeDesk, fakeDesk } from '../../fakes/fake-helpscout.ts';
import { openTestStore } from '../../kit/test-store.ts';

const settings = Settings.parse({ savedReplies: { valid: 'Demande compte admin' } });
const valid = { id: 501, name: 'Demande compte admin', html: '<p>Bonjour</p>' };
const thanks = { id: 503, name: 'Merci', html: '<p>Merci</p>' };

let database: Database;
let fake: FakeDesk;
let nowMs: number;
let warnings: string[];
let reading: ReplyReading;
beforeAll(async () => {
  database = await openTestStore();
});
afterAll(() => database.close());
beforeEach(async () => {
  await database.pool.query('delete from helpscout_saved_replies; delete from company_facts');
  fake = fakeDesk();
  fake.savedReplies.set(301, [valid, thanks]);
  nowMs = 0;
  warnings = [];
  const log = {
    warn: (_: object, said: string) => warnings.push(said),
    info: () => undefined,
  } as unknown as Log;
  const { db } = database;
  const desk = fake.port;
  await syncSavedReplies({ db, desk, log }, '1', settings, new AbortController().signal);
  fake.calls.length = 0;
  reading = createReplyReading({ db, desk, settingsOf: () => settings, log, nowMs: () => nowMs });
});

const look = async (mailboxId = 301) => {
  reading.soon('1', mailboxId);
  await reading.idle();
};
const kept = async () => (await savedReplies(database.db, '1')).map(({ name, html }) => `${name} ${html}`);

describe('saved replies that somebody is about to use', () => {
  it('are read again where the settings name them; the others stay', async () => {
    const edited = { ...valid, html: '<p>Salut</p>' };
    fake.savedReplies.set(301, [edited, { ...thanks, html: '<p>De rien</p>' }]);
    await look();
    expect(await kept()).toEqual(['Demande compte admin <p>Salut</p>', 'Merci <p>Merci</p>']);
    expect(fake.called('savedReply')).toEqual([[301, 501]]);
    expect(warnings).toEqual(['a saved reply of Help Scout was edited']);
  });

  it('are found under another name, made anew, and gone', async () => {
    fake.savedReplies.set(301, [{ ...thanks, name: 'Demande compte admin' }]);
    await look();
    expect(await kept()).toEqual(['Demande compte admin <p>Merci</p>']);
    expect(warnings.toSorted()).toEqual([
      'a saved reply of Help Scout was deleted',
      'a saved reply of Help Scout was renamed',
    ]);
  });

  it('are read once in a while, however often sidebars ask', async () => {
    await look();
    await look();
    expect(fake.called('savedReplies')).toHaveLength(1);
    nowMs += 59_000;
    await look();
    expect(fake.called('savedReplies')).toHaveLength(1);
    nowMs += 1_000;
    await look();
    expect(fake.called('savedReplies')).toHaveLength(2);
  });

  it('stay as they are while Help Scout does not answer', async () => {
    fake.fails.push({ name: 'savedReply', error: deskError('retry-later') });
    fake.savedReplies.set(301, [valid]);
    await look();
    expect(await kept()).toHaveLength(2);
  });

  it('of an inbox nobody follows are not asked for', async () => {
    await look(999);
    expect(fake.calls).toEqual([]);
  });
});
