import { createHash } from 'node:crypto';
import { createWriteStream } from 'node:fs';
import { rename, rm, stat } from 'node:fs/promises';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { createGzip } from 'node:zlib';
import type pg from 'pg';
import { type BackupHeader, formatVersion, KeepingError } from './backup-format.ts';
import { type OwnTable, ownTables, plainForm, quoted } from './own-tables.ts';

/** What was written. */
export interface WrittenBackup {
  takenAt: string;
  /** The last migration of the store. */
  migration: string;
  counts: Record<string, number>;
  bytes: number;
}

/** Rows held in memory at a time. */
const fetchedRows = 200;

/**
 * Writes the store as it is at one instant into a file, while services go on working: one read-only transaction sees all
 * tables as they were when it began. The file appears under its name once it is complete and on the disk.
 *
 * @throws KeepingError when the file exists already
 */
export async function writeBackup(pool: pg.Pool, file: string): Promise<WrittenBackup> {
  if (await stat(file).catch(() => undefined)) throw new KeepingError(`${file} exists: name another file.`);
  const part = `${file}.part`;
  const client = await pool.connect();
  try {
    await client.query('begin isolation level repeatable read, read only');
    await client.query(plainForm);
    // A disk may take it more slowly than a node may stand still.
    await client.query('set local idle_in_transaction_session_timeout = 0');
    const header = await headerOf(client);
    const counts: Record<string, number> = {};
    const lines = Readable.from(backupLines(client, header, counts), { objectMode: true, highWaterMark: 2 });
    // Personal data: for this account alone. What an interrupted backup left is written over.
    await pipeline(lines, createGzip(), createWriteStream(part, { mode: 0o600, flush: true }));
    await rename(part, file);
    const migration = header.migrations.at(-1)?.name ?? '';
    return { takenAt: header.takenAt, migration, counts, bytes: (await stat(file)).size };
  } catch (error) {
    await rm(part, { force: true });
    throw error;
  } finally {
    // A read-only transaction has nothing to keep; closing also ends one that a failure left open.
    client.release(true);
  }
}

async function headerOf(client: pg.ClientBase): Promise<BackupHeader> {
  const applied = await client.query<{ name: string; checksum: string }>(
    'select name, checksum from passerelle_migrations order by name collate "C"',
  );
  const at = await client.query<{ at: Date }>('select now() as at');
  const takenAt = (at.rows[0]?.at ?? new Date()).toISOString();
  return { format: 'passerelle-backup', version: formatVersion, takenAt, migrations: applied.rows };
}

/** @param counts filled with the rows of each table */
async function* backupLines(
  client: pg.ClientBase,
  header: BackupHeader,
  counts: Record<string, number>,
): AsyncGenerator<string> {
  const hash = createHash('sha256');
  const hashed = (text: string) => {
    hash.update(text);
    return text;
  };
  yield hashed(`${JSON.stringify(header)}\n`);
  for (const table of await ownTables(client)) {
    const columns = table.columns.map(({ name }) => name);
    yield hashed(`${JSON.stringify({ table: table.name, columns })}\n`);
    counts[table.name] = 0;
    for await (const rows of rowsOf(client, table)) {
      counts[table.name] = (counts[table.name] ?? 0) + rows.length;
      yield hashed(rows.map((row) => `${row}\n`).join(''));
    }
  }
  yield `${JSON.stringify({ end: true, counts, sha256: hash.digest('hex') })}\n`;
}

async function* rowsOf(client: pg.ClientBase, { name, columns }: OwnTable): AsyncGenerator<string[]> {
  // An array of JSON takes any number of columns, where a function takes a hundred arguments.
  const texts = columns.map((column) => `${quoted(column.name)}::text`).join(', ');
  await client.query(
    `declare backup_rows no scroll cursor for select array_to_json(array[${texts}])::text as row from ${quoted(name)}`,
  );
  for (;;) {
    const { rows } = await client.query<{ row: string }>(`fetch ${fetchedRows} from backup_rows`);
    if (rows.length === 0) break;
    yield rows.map(({ row }) => row);
  }
  await client.query('close backup_rows');
}
