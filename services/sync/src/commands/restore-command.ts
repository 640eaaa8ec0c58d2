import { resolve } from 'node:path';
import type pg from 'pg';
import { restoreBackup } from '../keeping/restore-backup.ts';
import type { Output } from './configuration.ts';
import { readArguments, WrongUse } from './read-arguments.ts';

export const restoreUsage =
  'Usage: npm run restore -- --from <file>, into the empty store that DATABASE_URL or DATA_DIR names';

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
  const { from } = readArguments(args, { from: { type: 'string' } });
  if (!from) throw new WrongUse('Say which file to restore.');
  const { pool } = await open();
  const { takenAt, rows, asked } = await restoreBackup(pool, resolve(from));
  output.write(`${rows} rows: the store as of ${takenAt}.\n`);
  output.say(
    asked === 0
      ? 'No mail waits for a word.'
      : `Mails of ${asked} requests may have been sent after the backup: each waits in its panel for “Retry” (it was not sent) or for nothing (it was).`,
  );
  output.say('Start the service with the ENCRYPTION_KEY of the store that was backed up.');
  return 0;
}
