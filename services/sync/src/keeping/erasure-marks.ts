import { appendFile, readFile } from 'node:fs/promises';
import type pg from 'pg';
import * as z from 'zod';
import { normaliseEmail } from '#core/model/email-address.ts';
import { KeepingError } from './backup-format.ts';
import { digestOf, type ErasureMark, erasePerson, keepMark } from './erase-person.ts';
import { asT } from './find-person.ts';
import { ownTables } from './own-tables.ts';

const Mark = z.object({
  company: z.string().nullable(),
  salt: z.string().regex(/^[0-9a-f]{64}$/),
  digest: z.string().regex(/^[0-9a-f]{64}$/),
  at: z.iso.datetime({ offset: true }),
});

/** Adds a mark to a file of them, one a line of JSON; the file is for its owner alone. */
export async function addMark(file: string, mark: ErasureMark): Promise<void> {
  await appendFile(file, `${JSON.stringify(mark)}\n`, { mode: 0o600, flush: true });
}

/** The marks of a file. @throws KeepingError when it cannot be read, or a line is none */
export async function readMarks(file: string): Promise<ErasureMark[]> {
  const text = await readFile(file, 'utf8').catch((error: NodeJS.ErrnoException) => {
    throw new KeepingError(`${file} cannot be read (${error.code}).`);
  });
  return text
    .split('\n')
    .filter((line) => line.trim() !== '')
    .map((line, at) => {
      const mark = Mark.safeParse(parsed(line)).data;
      if (!mark) throw new KeepingError(`${file}, line ${at + 1}: that is no mark of an erasure.`);
      return mark;
    });
}

/**
 * Erases again whoever was erased after a backup was taken, in the transaction that restores it: no mark says whom, so
 * every address in the store is compared. Whoever came back before the backup stays.
 * @returns how many persons
 */
export async function eraseAgain(
  client: pg.ClientBase,
  marks: readonly ErasureMark[],
  takenAt: string,
): Promise<number> {
  if (marks.length === 0) return 0;
  const later = marks.filter(({ at }) => Date.parse(at) > Date.parse(takenAt));
  const bySalt = Map.groupBy(later, ({ salt }) => salt);
  const erased = new Set<string>();
  for (const address of await addressesIn(client)) {
    for (const [salt, ofSalt] of bySalt) {
      const digest = digestOf(salt, address);
      for (const mark of ofSalt.filter((one) => one.digest === digest)) {
        await erasePerson(client, { address, company: mark.company ?? undefined }, 'restored');
        erased.add(address);
      }
    }
  }
  for (const mark of marks) await keepMark(client, mark);
  return erased.size;
}

/** Every address that any row names, normalised. */
async function addressesIn(client: pg.ClientBase): Promise<string[]> {
  const addresses = new Set<string>();
  for (const table of await ownTables(client)) {
    const { rows } = await client.query<{ text: string }>(
      `select distinct lower(found[1]) as text
      from ${asT(table)}, regexp_matches(t::text, '[^][\\s@"<>,;:|(){}\\\\]+@[^][\\s@"<>,;:|(){}\\\\]+', 'g') as found`,
    );
    for (const { text } of rows) {
      const email = normaliseEmail(text.replace(/\.+$/, ''));
      if (email !== null) addresses.add(email);
    }
  }
  return [...addresses];
}

function parsed(line: string): unknown {
  try {
    return JSON.parse(line);
  } catch {
    return undefined;
  }
}
