import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { checkJournalCommand } from '#sync/commands/check-journal-command.ts';
import { checkJournal } from '#sync/keeping/check-journal.ts';
import { journalOfBackup } from '#sync/keeping/journal-of-backup.ts';
import { withJournalOfStore } from '#sync/keeping/journal-of-store.ts';
import { restoreBackup } from '#sync/keeping/restore-backup.ts';
import { sealJournal } from '#sync/keeping/seal-journal.ts';
import { writeBackup } from '#sync/keeping/write-backup.ts';
import { type Database, openDatabase } from '#sync/store/database.ts';
import { writeJournal } from '#sync/store/journal.ts';
import { temporaryFolder } from '../../kit/store-processes.ts';
import { company, writtenInstance } from '../../kit/store-rows.ts';
import { createEmptyDatabase } from '../../kit/test-database.ts';
import { openTestStore } from '../../kit/test-store.ts';

const other = '7002';

describe('the sealed journal', () => {
  let store: Database;
  let first: string;
  beforeEach(async () => {
    store = await openTestStore();
    first = await writtenInstance(store.db, {});
    const second = await writtenInstance(store.db, {});
    await store.pool.query('update instances set company = $1 where id = $2', [other, second]);
    // Two days that are over, and one that is not: lines 1 to 7, in turns.
    for (const at of ['2026-03-01T08:00:00Z', '2026-03-01T23:59:59.999Z', '2026-03-03T00:00:00Z'])
      for (const id of [first, second]) await tell(id, at);
    await tell(first, '2026-03-04T09:00:00Z');
  });
  afterEach(() => store.close());

  async function tell(instanceId: string, at: string): Promise<void> {
    const event = { type: 'account-vanished', said: `Zoé \u2028 "${at}"` } as never;
    const change = { outcome: 'advanced', reason: null, stepBefore: null, stepAfter: 'pending' } as const;
    await writeJournal(store.db, instanceId, {
      revision: 1,
      at: new Date(at),
      event,
      ...change,
      requestId: null,
    });
  }
  const seal = (now: string) => sealJournal(store.pool, new Date(now));
  const check = () => withJournalOfStore(store.pool, checkJournal);

  it('seals each day once it is over, in a chain for each company', async () => {
    expect(await seal('2026-03-03T00:30:00Z')).toMatchObject([
      { company, day: '2026-03-01', lines: 2 },
      { company: other, day: '2026-03-01', lines: 2 },
    ]);
    expect(await seal('2026-03-04T12:00:00Z')).toMatchObject([
      { company, day: '2026-03-03', lines: 1 },
      { company: other, day: '2026-03-03', lines: 1 },
    ]);
    expect(await seal('2026-03-04T13:00:00Z')).toEqual([]);
    const { faults, states } = await check();
    expect(faults).toEqual([]);
    expect(states).toMatchObject([
      { company, days: 2, lines: 3, lastDay: '2026-03-03' },
      { company: other, days: 2, lines: 3, lastDay: '2026-03-03' },
    ]);
  });

  it('is the same sealed day by day and sealed late, all at once', async () => {
    await seal('2026-03-02T12:00:00Z');
    await seal('2026-03-04T12:00:00Z');
    const { states } = await check();
    await store.pool.query(
      "delete from journal_seals; delete from company_facts where name = 'journal-sealed'",
    );
    await seal('2026-03-04T12:00:00Z');
    expect((await check()).states).toEqual(states);
  });

  const changes: [string, string, object][] = [
    [
      'a word changed',
      "update journal set event = '{}' where id = 3",
      { day: '2026-03-01', line: 3, what: 'changed' },
    ],
    [
      'an outcome changed',
      "update journal set outcome = 'refused' where id = 1",
      { day: '2026-03-01', line: 1, what: 'changed' },
    ],
    ['a line removed', 'delete from journal where id = 1', { day: '2026-03-01', line: 1, what: 'missing' }],
    [
      'a line moved to another day',
      "update journal set at = '2026-03-02' where id = 3",
      { day: '2026-03-01', line: 3, what: 'missing' },
    ],
    [
      'a day removed with its seal',
      "delete from journal where at < '2026-03-02'; delete from journal_seals where day < '2026-03-02'",
      { day: '2026-03-03', line: null, what: 'chain' },
    ],
    [
      'a seal removed',
      "delete from journal_seals where day < '2026-03-02'",
      { day: '2026-03-01', line: 1, what: 'added' },
    ],
    [
      'a salt changed',
      "update journal_salts set salt = 'x'",
      { day: '2026-03-01', line: 1, what: 'changed' },
    ],
  ];
  it.each(changes)('notices %s', async (_, statement, fault) => {
    await seal('2026-03-04T12:00:00Z');
    await store.pool.query(statement);
    expect((await check()).faults[0]).toEqual({ company, ...fault });
  });

  it('notices a line slipped in, and names its company alone', async () => {
    await seal('2026-03-04T12:00:00Z');
    await tell(first, '2026-03-01T12:00:00Z');
    expect((await check()).faults).toEqual([{ company, day: '2026-03-01', line: 8, what: 'added' }]);
  });

  it('is checked in a backup without a server, and in the store that came of it', async () => {
    const folder = await temporaryFolder();
    const empty = await createEmptyDatabase();
    const restored = await openDatabase({ databaseUrl: empty.url, dataDir: '', log: () => undefined });
    try {
      await seal('2026-03-04T12:00:00Z');
      const file = join(folder.path, 'store.backup');
      await writeBackup(store.pool, file);
      const known = await check();
      expect(await checkJournal(await journalOfBackup(file))).toEqual(known);
      await restoreBackup(restored.pool, file);
      expect(await withJournalOfStore(restored.pool, checkJournal)).toEqual(known);

      await store.pool.query("update journal set reason = '{}' where id = 5");
      const changed = join(folder.path, 'changed.backup');
      await writeBackup(store.pool, changed);
      expect(await said(['--file', file])).toMatchObject({ code: 0, wrong: '' });
      expect(await said(['--file', changed])).toMatchObject({
        code: 1,
        wrong: `Company ${company}, 2026-03-03: line 5 was changed after it was sealed.`,
      });
    } finally {
      await restored.close();
      await empty.drop();
      await folder.remove();
    }
  });
});

async function said(args: string[]): Promise<{ code: number; wrong: string }> {
  const wrong: string[] = [];
  const output = { write: () => undefined, say: (text: string) => void wrong.push(text) };
  const code = await checkJournalCommand(
    args,
    { open: () => Promise.reject(new Error('no server')) },
    output,
  );
  return { code, wrong: wrong.join('\n') };
}
