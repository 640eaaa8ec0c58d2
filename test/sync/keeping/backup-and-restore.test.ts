import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { gunzipSync, gzipSync } from 'node:zlib';
import type pg from 'pg';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { restoreBackup } from '#sync/keeping/restore-backup.ts';
import { writeBackup } from '#sync/keeping/write-backup.ts';
import { type Database, openDatabase } from '#sync/store/database.ts';
import { insertDeliveries } from '#sync/store/deliveries.ts';
import { temporaryFolder } from '../../kit/store-processes.ts';
import { company, newDelivery, newEffect, writtenInstance } from '../../kit/store-rows.ts';
import { createEmptyDatabase } from '../../kit/test-database.ts';
import { openTestStore } from '../../kit/test-store.ts';

/** Everything JSON, gzip, lines and PostgreSQL's own forms could stumble over. */
const odd = 'a"b\\c\r\n\u2028\u2029\t\\N {1,2} é 🙂 [null]';

describe('a backup', () => {
  let source: Database;
  let folder: { path: string; remove(): Promise<unknown> };
  let file: string;
  const cleanups: (() => Promise<unknown>)[] = [];
  beforeAll(async () => {
    folder = await temporaryFolder();
    source = await openTestStore();
    await fill(source);
    file = join(folder.path, 'store.backup');
    await writeBackup(source.pool, file);
  });
  afterAll(async () => {
    await source.close();
    await folder.remove();
  });
  afterEach(async () => {
    for (const cleanup of cleanups.splice(0).reverse()) await cleanup();
  });

  async function emptyStore(): Promise<Database> {
    const empty = await createEmptyDatabase();
    const opened = await openDatabase({ databaseUrl: empty.url, dataDir: '', log: () => undefined });
    cleanups.push(() => opened.close().then(empty.drop));
    return opened;
  }

  it('holds every value of every table, and is taken up by an empty store', async () => {
    const store = await emptyStore();
    await restoreBackup(store.pool, file);
    expect(await digests(store.pool)).toEqual(await digests(source.pool));
  });

  it('leaves a store that goes on counting, and that its triggers still look after', async () => {
    const store = await emptyStore();
    await restoreBackup(store.pool, file);
    await insertDeliveries(store.db, [newDelivery('after', 'after')]);
    await writtenInstance(store.db, { step: 'pending' });
    const ids = await store.pool.query('select id from deliveries order by id');
    expect(ids.rows.map(({ id }) => id)).toEqual([1, 2]);
    const steps = await store.pool.query(
      "select sum(change)::int as n from step_changes where step = 'pending'",
    );
    expect(steps.rows).toEqual([{ n: 2 }]);
  });

  it('is as the store was at one instant, whatever is written meanwhile', async () => {
    const later = join(folder.path, 'later.backup');
    const writing = writeBackup(source.pool, later);
    await Promise.all(
      Array.from({ length: 20 }, (_, n) => insertDeliveries(source.db, [newDelivery(`n${n}`, 'n')])),
    );
    const { counts } = await writing;
    const store = await emptyStore();
    await restoreBackup(store.pool, later);
    const found = await store.pool.query('select count(*)::int as n from deliveries');
    expect(found.rows).toEqual([{ n: counts.deliveries }]);
    await source.pool.query("delete from deliveries where subject = 'n'");
  });

  it('is never written over', async () => {
    await expect(writeBackup(source.pool, file)).rejects.toThrow('exists');
  });

  it('is refused by a store that was used, and leaves it as it was', async () => {
    const before = await digests(source.pool);
    await expect(restoreBackup(source.pool, file)).rejects.toThrow('used already');
    expect(await digests(source.pool)).toEqual(before);
  });

  const changes: [string, (whole: Buffer) => Buffer, string][] = [
    ['was cut', (whole) => whole.subarray(0, whole.length - 40), 'cut or changed'],
    [
      'was cut between two lines',
      (whole) => edited(whole, (text) => text.slice(0, text.indexOf('{"end"'))),
      'cut or changed',
    ],
    [
      'had one sign changed',
      (whole) => edited(whole, (text) => text.replace('"pending"', '"Pending"')),
      'cut or changed',
    ],
    ['is no backup', () => gzipSync('{"a":1}\n'), 'not a backup'],
    ['is no gzip', () => Buffer.from('hello'), 'cut or changed'],
    [
      'is of a newer version',
      (whole) => edited(whole, (text) => text.replace('}]', '},{"name":"9999_later.sql","checksum":"x"}]')),
      'newer',
    ],
  ];
  it.each(changes)('that %s is refused, and the store stays empty', async (_, change, said) => {
    const bad = join(folder.path, 'bad.backup');
    await writeFile(bad, change(await readFile(file)));
    const store = await emptyStore();
    await expect(restoreBackup(store.pool, bad)).rejects.toThrow(said);
    const found = await store.pool.query(
      "select count(*)::int as n from pg_tables where schemaname = 'public'",
    );
    expect(found.rows).toEqual([{ n: 0 }]);
  });
});

describe('a restored store', () => {
  it('looks before it repeats what was not done, and asks before mails', async () => {
    const folder = await temporaryFolder();
    const source = await openTestStore();
    const empty = await createEmptyDatabase();
    const store = await openDatabase({ databaseUrl: empty.url, dataDir: '', log: () => undefined });
    const file = join(folder.path, 'store.backup');
    try {
      const effects = ['waiting', 'running', 'handed', 'over'].map((key) => newEffect(key));
      const id = await writtenInstance(source.db, { effects });
      await source.pool.query("update effects set state = 'running', attempts = 1 where key <> 'waiting'");
      await source.pool.query(
        "update effects set kind = 'send-email', handed_over_at = now() where key = 'handed'",
      );
      await source.pool.query("update effects set state = 'done', finished_at = now() where key = 'over'");
      await source.pool.query("insert into timers (instance_id, name, due_at) values ($1, 'late', now())", [
        id,
      ]);
      await writeBackup(source.pool, file);
      await restoreBackup(store.pool, file);
      const found = await store.pool.query(
        "select key, state, problem ->> 'cause' as cause from effects order by ordinal",
      );
      expect(found.rows).toEqual([
        { key: 'waiting', state: 'retrying', cause: 'restored' },
        { key: 'running', state: 'running', cause: 'restored' },
        { key: 'handed', state: 'running', cause: null },
        { key: 'over', state: 'done', cause: null },
      ]);
      expect((await store.pool.query('select instance_id from restored_doubts')).rows).toEqual([
        { instance_id: id },
      ]);
    } finally {
      await store.close();
      await empty.drop();
      await source.close();
      await folder.remove();
    }
  });
});

async function fill({ db, pool }: Database): Promise<void> {
  await insertDeliveries(db, [newDelivery('one', odd, odd)]);
  await writtenInstance(db, { step: 'pending', search: odd });
  await pool.query(
    "insert into companies (id, name, api_url, state) values ($1, $2, 'https://x', 'active')",
    [company, odd],
  );
  await pool.query(
    "insert into settings_history (company, revision, settings, changes, changed_by_name) values ($1, 1, $2, 'null', '')",
    [company, JSON.stringify({ odd, big: 1.1e20 })],
  );
  await pool.query(
    "insert into audiences (company, key, everybody, staff_ids) values ($1, 'k', false, '{1,2,9007199254740993}')",
    [company],
  );
  await pool.query(
    "insert into token_budget (company, day, spent) values ($1, '2026-02-28', 9007199254740993)",
    [company],
  );
  await pool.query(
    "insert into opt_outs (company, email, at, told_by) values ($1, 'a@example.org', '2026-02-28 10:11:12.123456+05:30', 'client')",
    [company],
  );
}

/** One digest a table over all its columns, but of what a restoration notes of itself. */
async function digests(pool: pg.Pool): Promise<Record<string, unknown>> {
  const names = await pool.query<{ name: string }>(
    "select tablename as name from pg_tables where schemaname = 'public' and tablename <> 'passerelle_migrations' order by 1",
  );
  const result: Record<string, unknown> = {};
  for (const { name } of names.rows) {
    const rows = await pool.query(
      `select md5(string_agg(t::text, '|' order by t::text)) as digest, count(*)::int as n from ${name} as t
       where t::text not like '%restoredAt%'`,
    );
    result[name] = rows.rows[0];
  }
  return result;
}

function edited(whole: Buffer, edit: (text: string) => string): Buffer {
  return gzipSync(edit(gunzipSync(whole).toString('utf8')));
}
