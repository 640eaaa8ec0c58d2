import { createHash } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import type pg from 'pg';
import type { Database } from './database.ts';
import type { Log } from './embedded-postgres.ts';

type Migration = { name: string; sql: string; checksum: string };
type Applied = { name: string; checksum: string };

const ownFolder = fileURLToPath(new URL('./migrations/', import.meta.url));
const fileName = /^\d{4}_[a-z0-9_]+\.sql$/;
/** What is built beside the work of others takes no transaction. */
const concurrently = /\bconcurrently\b/gi;
/** Any number that no other program takes as an advisory lock on our database. */
const lockKey = '7236452817045518';
/** For so long at most a migration keeps others waiting behind it; then it lets them through, and comes back. */
const lockPatienceMs = 1_000;
const pauseMs = 200;
const triesMax = 150;
const lockNotAvailable = '55P03';

/**
 * Brings the database to the schema of this code: applies the files `0001_first.sql`… that are not in the table
 * `passerelle_migrations` yet, in order, each in one transaction (so a file holds no begin or commit). A file of indexes
 * that are built `concurrently` goes without: it may be interrupted, so it drops first what a try before left. Several
 * services may call it at once: one works, the others wait. It waits for tables in use without keeping others from them.
 *
 * Not Kysely's Migrator: its table keeps no checksum, and it runs all pending files in a single transaction.
 * @throws Error when an applied file was changed or is unknown here, or with the file's name when its SQL fails.
 */
export async function migrate(
  database: Pick<Database, 'pool'>,
  log: Log,
  folder: string = ownFolder,
): Promise<void> {
  const migrations = await readMigrations(folder);
  const client = await database.pool.connect();
  try {
    await lockMigrations(client);
    for (const migration of listPending(await readApplied(client), migrations)) {
      await apply(client, migration, log);
      log('database migration applied', { name: migration.name });
    }
  } finally {
    // Closing the connection frees the lock whatever state a failure left it in.
    client.release(true);
  }
}

/**
 * Looks whether the database still has the schema of this code, without a lock.
 * @throws Error when a migration is not applied, or the table of migrations is gone
 */
export async function checkMigrated(
  { pool }: Pick<Database, 'pool'>,
  folder: string = ownFolder,
): Promise<void> {
  const names = (await readdir(folder)).filter((name) => name.endsWith('.sql'));
  const found = await pool.query<{ count: number }>(
    'select count(*)::int as count from passerelle_migrations where name = any ($1)',
    [names],
  );
  if (found.rows[0]?.count !== names.length) throw new Error('a migration is not applied');
}

/**
 * Applies migrations inside the transaction of the caller, who knows that nobody else does.
 * @param from how many are applied already
 * @param to how many are to be applied in the end; absent = all
 */
export async function applyWithin(
  client: pg.ClientBase,
  { from, to }: { from: number; to?: number },
  folder: string = ownFolder,
): Promise<void> {
  const migrations = await readMigrations(folder);
  await createTable(client);
  for (const migration of migrations.slice(from, to)) {
    await client.query(migration.sql.replaceAll(concurrently, ''));
    await note(client, migration);
  }
}

/**
 * Compares the migrations of another store with those of this code.
 * @throws Error when it has one that is unknown here, or was changed
 */
export async function checkKnown(applied: readonly Applied[], folder: string = ownFolder): Promise<void> {
  listPending(applied, await readMigrations(folder));
}

/**
 * Keeps every service from migrating until the connection is closed. Asks again and again: who waited inside a statement
 * would be waited for by an index that is built concurrently.
 */
export async function lockMigrations(client: pg.ClientBase): Promise<void> {
  for (;;) {
    const { rows } = await client.query<{ mine: boolean }>('select pg_try_advisory_lock($1) as mine', [
      lockKey,
    ]);
    if (rows[0]?.mine) return;
    await sleep(pauseMs);
  }
}

async function readMigrations(folder: string): Promise<Migration[]> {
  const names = (await readdir(folder)).filter((name) => name.endsWith('.sql')).sort();
  const misnamed = names.find((name) => !fileName.test(name));
  if (misnamed) throw new Error(`Migration ${misnamed}: name it like 0001_first.sql.`);
  const twice = names.find((name, at) => names[at + 1]?.startsWith(name.slice(0, 5)));
  if (twice) throw new Error(`Two migrations have the number of ${twice}: renumber one.`);
  return Promise.all(
    names.map(async (name) => {
      const sql = (await readFile(`${folder}/${name}`, 'utf8')).replaceAll('\r\n', '\n');
      return { name, sql, checksum: createHash('sha256').update(sql).digest('hex') };
    }),
  );
}

function listPending(applied: readonly Applied[], migrations: Migration[]): Migration[] {
  for (const [at, { name, checksum }] of applied.entries()) {
    const migration = migrations[at];
    if (!migrations.some((known) => known.name === name)) {
      throw new Error(`The database is newer than this code (migration ${name}): start the newer version.`);
    }
    if (migration?.name !== name) {
      throw new Error(
        `Migration ${migration?.name} comes before ${name}, which is applied: give it a higher number.`,
      );
    }
    if (migration.checksum !== checksum) {
      throw new Error(
        `Migration ${name} was changed after it was applied: restore it, and add a new file instead.`,
      );
    }
  }
  return migrations.slice(applied.length);
}

async function createTable(client: pg.ClientBase): Promise<void> {
  await client.query(
    `create table if not exists passerelle_migrations (
      name text primary key, applied_at timestamptz not null default now(), checksum text not null)`,
  );
}

async function readApplied(client: pg.ClientBase): Promise<Applied[]> {
  await createTable(client);
  const found = await client.query<Applied>(
    'select name, checksum from passerelle_migrations order by name collate "C"',
  );
  return found.rows;
}

/** A migration gives way to the work of running nodes: who waits for a table keeps all others from it, too. */
async function apply(client: pg.ClientBase, migration: Migration, log: Log): Promise<void> {
  for (let tries = 1; ; tries += 1) {
    try {
      return await applyOnce(client, migration);
    } catch (error) {
      const isInUse = (error as { code?: unknown }).code === lockNotAvailable;
      if (isInUse && tries < triesMax) {
        await client.query('rollback');
        log('database migration waits for tables in use', { name: migration.name });
        await sleep(pauseMs);
        continue;
      }
      // The connection is closed by the caller, which rolls back.
      const cause = error instanceof Error ? error.message : String(error);
      throw new Error(`Migration ${migration.name} failed: ${cause}`, { cause: error });
    }
  }
}

async function applyOnce(client: pg.ClientBase, migration: Migration): Promise<void> {
  if (migration.sql.match(concurrently)) return applyBeside(client, migration);
  await client.query('begin');
  await client.query(`set local lock_timeout = ${lockPatienceMs}`);
  await client.query(migration.sql);
  await note(client, migration);
  await client.query('commit');
}

/** One statement at a time: PostgreSQL takes several at once as a transaction. */
async function applyBeside(client: pg.ClientBase, migration: Migration): Promise<void> {
  const statements = migration.sql.split(/;\s*$/m).map((statement) => statement.trim());
  for (const statement of statements.filter(Boolean)) await client.query(statement);
  await note(client, migration);
}

async function note(client: pg.ClientBase, { name, checksum }: Migration): Promise<void> {
  await client.query('insert into passerelle_migrations (name, checksum) values ($1, $2)', [name, checksum]);
}
