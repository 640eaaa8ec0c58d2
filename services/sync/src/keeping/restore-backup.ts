import type pg from 'pg';
import { applyWithin, lockMigrations } from '../store/migrate.ts';
import { markRestored } from '../store/restored.ts';
import { KeepingError } from './backup-format.ts';
import type { ErasureMark } from './erase-person.ts';
import { eraseAgain } from './erasure-marks.ts';
import { loadBackup } from './load-backup.ts';

/** What was restored, and what waits for a person because of it. */
export interface Restored {
  takenAt: string;
  rows: number;
  /** Requests of which mails wait for a person's word before they leave. */
  asked: number;
  /** Persons who were erased again. */
  erased: number;
}

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
    // A file may be read more slowly than a node may stand still.
    await client.query('set local idle_in_transaction_session_timeout = 0');
    const { header, rows } = await loadBackup(client, file);
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
