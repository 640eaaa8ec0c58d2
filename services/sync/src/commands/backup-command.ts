import { resolve } from 'node:path';
import type pg from 'pg';
import { writeBackup } from '../keeping/write-backup.ts';
import type { Output } from './configuration.ts';
import { readArguments, WrongUse } from './read-arguments.ts';
import { table } from './table.ts';

export const backupUsage = 'Usage: npm run backup -- --to <file>';

/**
 * Writes the store into a file, beside services that go on.
 * @returns 0
 * @throws WrongUse; KeepingError when the file exists
 */
export async function backupCommand(
  args: readonly string[],
  { open }: { open(): Promise<{ pool: pg.Pool }> },
  output: Output,
): Promise<number> {
  const { to } = readArguments(args, { to: { type: 'string' } });
  if (!to) throw new WrongUse('Say which file to write.');
  const { pool } = await open();
  const file = resolve(to);
  const written = await writeBackup(pool, file);
  const filled = Object.entries(written.counts).filter(([, count]) => count > 0);
  output.write(table(filled.map(([name, count]) => [name, String(count)])));
  output.say(`${file}: ${written.bytes} bytes, the store as of ${written.takenAt} (${written.migration}).`);
  output.say(
    'Not in it: ENCRYPTION_KEY (without it in the environment: DATA_DIR/encryption.key). Keep it elsewhere: without it the tokens in the file open nothing.',
  );
  return 0;
}
