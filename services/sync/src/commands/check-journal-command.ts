import { resolve } from 'node:path';
import type pg from 'pg';
import { checkJournal, type JournalFault } from '../keeping/check-journal.ts';
import { journalOfBackup } from '../keeping/journal-of-backup.ts';
import { withJournalOfStore } from '../keeping/journal-of-store.ts';
import type { Output } from './configuration.ts';
import { readArguments } from './read-arguments.ts';
import { table } from './table.ts';

export const checkJournalUsage = 'Usage: npm run check-journal [-- --file <backup>]';

/**
 * Compares the journal with its seals: of the store, or of a backup without any server.
 * @returns 0: all sealed days are as they were; 1: the first line of a company that does not fit was named
 * @throws WrongUse; KeepingError when the file cannot be checked
 */
export async function checkJournalCommand(
  args: readonly string[],
  { open }: { open(): Promise<{ pool: pg.Pool }> },
  output: Output,
): Promise<number> {
  const { file } = readArguments(args, { file: { type: 'string' } });
  const { faults, states } =
    file === undefined
      ? await withJournalOfStore((await open()).pool, checkJournal)
      : await checkJournal(await journalOfBackup(resolve(file)));
  if (states.length === 0) output.say('No day is sealed yet: the first one is an hour after midnight (UTC).');
  else
    output.write(
      table([
        ['company', 'days', 'lines', 'erased', 'sealed to', 'digest'],
        ...states.map(({ company, days, lines, erased, lastDay, digest }) => [
          company,
          String(days),
          String(lines),
          String(erased),
          lastDay,
          digest,
        ]),
      ]),
    );
  for (const { company, erased, erasedOfForm1 } of states) {
    if (erased > 0)
      output.say(
        `Company ${company}: ${erased} entries erased: what was said in them went with a person, what happened stays.`,
      );
    if (erasedOfForm1 > 0)
      output.say(
        `Of ${erasedOfForm1} of them, sealed by a former release, who did what is not vouched for: only when, the outcome and the steps.`,
      );
  }
  for (const fault of faults) output.say(words(fault));
  return faults.length > 0 ? 1 : 0;
}

function words({ company, day, line, what }: JournalFault): string {
  const where = `Company ${company}, ${day}`;
  if (what === 'chain') return `${where}: the seal does not follow from the lines and the day before.`;
  if (line === null) return `${where}: lines were ${what}.`;
  return `${where}: line ${line} was ${what === 'missing' ? 'removed' : what} after it was sealed.`;
}
