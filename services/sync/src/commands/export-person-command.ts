import { writeFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import type pg from 'pg';
import { KeepingError } from '../keeping/backup-format.ts';
import { exportPerson } from '../keeping/export-person.ts';
import type { Output } from './configuration.ts';
import { readArguments, WrongUse } from './read-arguments.ts';
import { table } from './table.ts';

export const exportPersonUsage = 'Usage: npm run export-person -- --email <address> --to <file>';

/**
 * Writes what the store holds of a person into a file, for whoever answers their request.
 * @returns 0
 * @throws WrongUse; KeepingError when the file exists or the address is none
 */
export async function exportPersonCommand(
  args: readonly string[],
  { open }: { open(): Promise<{ pool: pg.Pool }> },
  output: Output,
): Promise<number> {
  const { email, to } = readArguments(args, { email: { type: 'string' }, to: { type: 'string' } });
  if (!email || !to) throw new WrongUse('Say whose data, and which file to write.');
  const { pool } = await open();
  const found = await exportPerson(pool, { address: email });
  const file = resolve(to);
  await writeFile(file, `${JSON.stringify(found, null, 2)}\n`, { mode: 0o600, flag: 'wx' }).catch(
    (error: NodeJS.ErrnoException) => {
      throw error.code === 'EEXIST' ? new KeepingError(`${file} exists: name another file.`) : error;
    },
  );
  const counts = Object.entries(found.tables).map(([name, rows]) => [name, String(rows.length)]);
  output.write(counts.length > 0 ? table(counts) : 'Nothing.\n');
  output.say(`${file}: read it before you hand it on; rows may name colleagues and others, too.`);
  return 0;
}
