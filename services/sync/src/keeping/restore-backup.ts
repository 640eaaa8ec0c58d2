import type pg from 'pg';
import { applyWithin, checkKnown, lockMigrations } from '../store/migrate.ts';
import { markRestored } from '../store/restored.ts';
import { type BackupHeader, KeepingError, type TableLine } from './backup-format.ts';
import type { ErasureMark } from './erase-person.ts';
import { eraseAgain } from './erasure-marks.ts';
import { type OwnTable, ownTables, plainForm, quoted } from './own-tables.ts';
import { readBackup } from './read-backup.ts';

/** What was restored, and what waits for a person because of it. */
export interface Restored {
  takenAt: string;
  rows: number;
  /** Requests of which mails wait for a person's word before they leave. */
  asked: number;
  /** Persons who were erased again. */
  erased: number;
}

/** A statement takes rows of about so many characters. */
const batchLength = 2_000_000;

/**
 * Loads a backup into an empty store and brings it to the schema of this code, all in one transaction: whatever goes
 * wrong, the store is as empty as before.
 *
 * @param marks of persons erased meanwhile: they are erased again
 * @throws KeepingError when the store is not empty, the file is cut or changed, or of a newer version
 */
export async function restoreBackup(
  pool: pg.Pool,
  file: string,
  marks: readonly ErasureMark[] = [],
): Promise<Restored> {
  const client = await pool.connect();
  try {
    await lockMigrations(client);
    await refuseUnlessEmpty(client);
    await client.query('begin');
    await client.query(plainForm);
    const load = new Loading(client);
    for await (const piece of readBackup(file)) {
      if (piece.kind === 'header') await load.open(piece.header);
      else if (piece.kind === 'table') await load.begin(piece.table);
      else await load.add(piece.row);
    }
    const { header, rows } = await load.end();
    await applyWithin(client, { from: header.migrations.length });
    const { asked } = await markRestored(client, header.takenAt);
    const erased = await eraseAgain(client, marks, header.takenAt);
    await client.query('commit');
    return { takenAt: header.takenAt, rows, asked, erased };
  } finally {
    // Closing the connection frees the lock, and rolls back what a failure left.
    client.release(true);
  }
}

/** A service that once started here has left its tables: what it heard meanwhile and what the file says cannot both hold. */
async function refuseUnlessEmpty(client: pg.ClientBase): Promise<void> {
  const found = await client.query<{ used: boolean }>(
    "select to_regclass('passerelle_migrations') is not null or to_regclass('instances') is not null as used",
  );
  if (found.rows[0]?.used)
    throw new KeepingError(
      'This store has been used already: restore into an empty database (DATABASE_URL), or a DATA_DIR without its folder postgres. Nothing was changed.',
    );
}

/** A backup on its way into the tables. */
class Loading {
  private header: BackupHeader | undefined;
  private tables: OwnTable[] = [];
  private current: { table: OwnTable; insert: string } | undefined;
  private batch: string[] = [];
  private length = 0;
  private rows = 0;

  private readonly client: pg.ClientBase;

  constructor(client: pg.ClientBase) {
    this.client = client;
  }

  /** Makes the tables as they were. */
  async open(header: BackupHeader): Promise<void> {
    await checkKnown(header.migrations).catch((error: Error) => {
      throw new KeepingError(`The backup does not fit this version: ${error.message} Nothing was restored.`);
    });
    await applyWithin(this.client, { from: 0, to: header.migrations.length });
    this.tables = await ownTables(this.client);
    // What triggers once added to these rows, or to others because of them, is in the file.
    for (const { name } of this.tables)
      await this.client.query(`alter table ${quoted(name)} disable trigger user`);
    this.header = header;
  }

  async begin({ table: name, columns }: TableLine): Promise<void> {
    await this.flush();
    const table = this.tables.find((known) => known.name === name);
    const types = columns.map((column) => table?.columns.find((known) => known.name === column)?.type);
    if (!table || types.includes(undefined) || columns.length !== table.columns.length)
      throw new KeepingError(`The backup has a table ${name} that its version does not have.`);
    const names = columns.map(quoted).join(', ');
    const values = types.map((type, at) => `(line ->> ${at})::${type}`).join(', ');
    const insert = `insert into ${quoted(name)} (${names}) overriding system value
      select ${values} from json_array_elements($1::json) as line`;
    this.current = { table, insert };
  }

  async add(row: string): Promise<void> {
    this.batch.push(row);
    this.length += row.length;
    this.rows += 1;
    if (this.length > batchLength) await this.flush();
  }

  async end(): Promise<{ header: BackupHeader; rows: number }> {
    await this.flush();
    for (const { name, numbered } of this.tables) {
      for (const column of numbered) await this.goOnCounting(name, column);
      await this.client.query(`alter table ${quoted(name)} enable trigger user`);
    }
    if (!this.header) throw new KeepingError('The backup has no beginning. Nothing was restored.');
    return { header: this.header, rows: this.rows };
  }

  private async flush(): Promise<void> {
    if (!this.current || this.batch.length === 0) return;
    await this.client.query(this.current.insert, [`[${this.batch.join(',')}]`]);
    this.batch = [];
    this.length = 0;
  }

  private async goOnCounting(table: string, column: string): Promise<void> {
    await this.client.query(
      `select setval(pg_get_serial_sequence($1, $2), max(${quoted(column)})) from ${quoted(table)}`,
      [quoted(table), column],
    );
  }
}
