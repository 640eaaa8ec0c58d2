import type pg from 'pg';
import { applyWithin, checkKnown } from '../store/migrate.ts';
import { type BackupHeader, KeepingError, type TableLine } from './backup-format.ts';
import { type OwnTable, ownTables, plainForm, quoted } from './own-tables.ts';
import { readBackup } from './read-backup.ts';

/** A statement takes rows of about so many characters. */
const batchLength = 2_000_000;

/**
 * Loads a backup into a database without tables of ours, in the schema it was taken in, within the transaction of the
 * caller.
 *
 * @throws KeepingError when the file is cut or changed, or of a newer version
 */
export async function loadBackup(
  client: pg.ClientBase,
  file: string,
): Promise<{ header: BackupHeader; rows: number }> {
  await client.query(plainForm);
  const load = new Loading(client);
  for await (const piece of readBackup(file)) {
    if (piece.kind === 'header') await load.open(piece.header);
    else if (piece.kind === 'table') await load.begin(piece.table);
    else await load.add(piece.row);
  }
  return load.end();
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
