import { resolve } from 'node:path';
import type pg from 'pg';
import { readMarks } from '../keeping/erasure-marks.ts';
import { restoreBackup } from '../keeping/restore-backup.ts';
import type { Output } from './configuration.ts';
import { readArguments, WrongUse } from './read-arguments.ts';

export const restoreUsage =
  'Usage: npm run restore -- --from <file> [--erased <marks>], into the empty store that DATABASE_URL or DATA_DIR names';

/**
 * Loads a backup into an empty store.
 * @returns 0
 * @throws WrongUse; KeepingError when store and file are not fit for each other: then nothing was changed
 */
export async function restoreCommand(
  args: readonly string[],
  { open }: { open(): Promise<{ pool: pg.Pool }> },
  output: Output,
): Promise<number> {
  const { from, erased } = readArguments(args, { from: { type: 'string' }, erased: { type: 'string' } });
  if (!from) throw new WrongUse('Say which file to restore.');
  const marks = erased === undefined ? [] : await readMarks(resolve(erased));
  const { pool } = await open();
  const restored = await restoreBackup(pool, resolve(from), marks);
  const { takenAt, rows, asked } = restored;
  output.write(`${rows} rows: the store as of ${takenAt}.\n`);
  if (erased !== undefined)
    output.say(`${restored.erased} of ${marks.length} erased persons were in it, and were erased again.`);
  output.say(
    asked === 0
      ? 'No mail waits for a word.'
      : `Mails of ${asked} requests may have been sent after the backup: each waits in its panel for “Retry” (it was not sent) or for nothing (it was).`,
  );
  output.say('Start the service with the ENCRYPTION_KEY of the store that was backed up.');
  return 0;
}
