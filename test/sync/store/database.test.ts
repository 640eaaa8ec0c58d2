import { setTimeout as sleep } from 'node:timers/promises';
import { sql } from 'kysely';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { type Database, openDatabase } from '#sync/store/database.ts';
import { mainProcess, query, temporaryFolder, urlOf, waitUntil } from '../../kit/store-processes.ts';

const messages: string[] = [];
const log = (message: string) => messages.push(message);
let folder: Awaited<ReturnType<typeof temporaryFolder>>;
let embedded: Database;
let given: Database;
let databaseUrl: string;

const connection = () => ({
  host: `${folder.path}/postgres`,
  port: 5432,
  user: 'passerelle',
  database: 'passerelle',
});

beforeAll(async () => {
  folder = await temporaryFolder();
  embedded = await openDatabase({ dataDir: folder.path, log });
  databaseUrl = urlOf(connection());
  given = await openDatabase({ databaseUrl, dataDir: folder.path, log });
});
afterAll(async () => {
  await given?.close();
  await embedded?.close();
  await folder.remove();
});

it('tells the embedded store from a given one, and both answer alike', async () => {
  expect([embedded.kind, given.kind]).toEqual(['embedded', 'given']);
  for (const { db, pool } of [embedded, given]) {
    const { rows } =
      await sql`select 9007199254740991::int8 as big, '2026-03-29T01:00:00Z'::timestamptz as at,
      '2026-03-29'::date as day, '{"a":[1]}'::jsonb as doc, 12.50::numeric as sum,
      current_setting('application_name') as app`.execute(db);
    expect(rows).toEqual([
      {
        big: 9007199254740991,
        at: new Date('2026-03-29T01:00:00Z'),
        day: '2026-03-29',
        doc: { a: [1] },
        sum: '12.50',
        app: 'passerelle',
      },
    ]);
    expect(pool.options.max).toBe(12);
  }
});

it('survives the loss of idle connections and of one in the middle of a transaction', async () => {
  await sql`select 1`.execute(given.db);
  const lost = embedded.db.transaction().execute(async (trx) => {
    await sql`select 1`.execute(trx);
    process.kill(mainProcess(folder.path), 'SIGKILL');
    await sleep(150);
    await sql`select 1`.execute(trx);
  });
  await expect(lost).rejects.toThrow();
  for (const { db } of [embedded, given]) {
    await waitUntil(() =>
      sql`select 1`.execute(db).then(
        () => true,
        () => false,
      ),
    );
  }
  expect(messages).toContain('database connection lost');
});

it('refuses a server older than PostgreSQL 15', async () => {
  // A server that says 14: the role finds this function before the built-in one.
  await query(
    { ...connection(), user: 'postgres' },
    `create schema old;
    create function old.current_setting(text) returns text language sql
      as $$ select case $1 when 'server_version_num' then '140012' else '14.12' end $$;
    create role veteran login; grant usage on schema old to veteran;
    alter role veteran set search_path = old, pg_catalog`,
  );
  const old = openDatabase({ databaseUrl: databaseUrl.replace('passerelle@', 'veteran@'), dataDir: '', log });
  await expect(old).rejects.toThrow('PostgreSQL 14.12 is too old');
});

it('says that the given server does not answer, without its password', async () => {
  const refused = openDatabase({ databaseUrl: 'postgres://app:hush@127.0.0.1:1/app', dataDir: '', log });
  const error = await refused.catch((found: Error) => found);
  expect(String(error)).toContain('The PostgreSQL of DATABASE_URL does not answer');
  expect(String(error)).not.toContain('hush');
});

it('lets nobody stand still in a transaction: others wait for its locks', async () => {
  for (const db of [embedded.db, embedded.door, given.db, given.door]) {
    const { rows } = await sql`show idle_in_transaction_session_timeout`.execute(db);
    expect(rows).toEqual([{ idle_in_transaction_session_timeout: '15s' }]);
  }
});
