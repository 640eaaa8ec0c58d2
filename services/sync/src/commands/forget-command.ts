import { resolve } from 'node:path';
import type pg from 'pg';
import type { Elsewhere } from '../keeping/elsewhere.ts';
import type { Erasure } from '../keeping/erase-person.ts';
import { addMark } from '../keeping/erasure-marks.ts';
import { forgetPerson } from '../keeping/forget-person.ts';
import { companyTexts } from '../keeping/person-tables.ts';
import type { Output } from './configuration.ts';
import { readArguments, WrongUse } from './read-arguments.ts';
import { table } from './table.ts';

export const forgetUsage =
  'Usage: npm run forget -- --email <address> [--company <id>] [--dry-run] [--even-running] [--marks <file>]';

/**
 * Erases a person from the store; of the journal stays what happened, without them.
 * @returns 0
 * @throws WrongUse; KeepingError when the address is none or a colleague's, or something of theirs is not ended
 */
export async function forgetCommand(
  args: readonly string[],
  { open }: { open(): Promise<{ pool: pg.Pool }> },
  output: Output,
): Promise<number> {
  const flags = readArguments(args, {
    email: { type: 'string' },
    company: { type: 'string' },
    marks: { type: 'string' },
    'dry-run': { type: 'boolean', default: false },
    'even-running': { type: 'boolean', default: false },
  });
  const { email, company, marks, 'dry-run': isRehearsal } = flags;
  const underWay = flags['even-running'] ? 'dropped' : 'refused';
  if (!email) throw new WrongUse('Say whom to erase.');
  const { pool } = await open();
  const erasure = await forgetPerson(pool, { address: email, company }, { underWay, isRehearsal });
  tellRows(erasure, isRehearsal, output);
  if (company !== undefined) output.say(`In company ${company} alone.`);
  tellWhatStays(erasure, output);
  if (!isRehearsal) await keepMark(erasure, marks, output);
  return 0;
}

function tellRows({ rows }: Erasure, isRehearsal: boolean, output: Output): void {
  const counts = Object.entries(rows).map(([name, count]) => [name, String(count)]);
  output.write(counts.length > 0 ? table(counts) : 'Nothing.\n');
  if (isRehearsal) output.say('These rows would be erased, or emptied. Nothing was changed.');
  else if (counts.length === 0) output.say('Nothing of this person is left.');
}

const places: Record<keyof Elsewhere, string> = {
  persons: 'Pipedrive, persons (company:id)',
  deals: 'Pipedrive, deals (company:id)',
  conversations: 'Help Scout, conversations (company:id)',
  messages: 'Slack, messages (channel, ts)',
  accounts: 'Directory, accounts',
};

/** @remarks Ids and addresses are for whoever typed the address; no log has them. */
function tellWhatStays({ elsewhere, otherAddresses, stay }: Erasure, output: Output): void {
  for (const [place, ids] of Object.entries(elsewhere) as [keyof Elsewhere, string[]][])
    if (ids.length > 0) output.say(`${places[place]}: ${ids.join(', ')}`);
  if (elsewhere.persons.length > 0)
    output.say(
      'As long as Pipedrive has the person, its next webhook or sweep brings them back: erase them there.',
    );
  if (otherAddresses.length > 0)
    output.say(
      `Also theirs, or shared with others; forget each that is theirs: ${otherAddresses.join(', ')}`,
    );
  for (const [name, count] of Object.entries(stay))
    output.say(`The address stays in ${count} rows of ${companyTexts[name] ?? name}.`);
}

async function keepMark({ mark }: Erasure, marks: string | undefined, output: Output): Promise<void> {
  if (marks === undefined) {
    output.say('Keep this line with your backups; restored from an older one, --erased erases them again:');
    return output.say(JSON.stringify(mark));
  }
  const file = resolve(marks);
  await addMark(file, mark);
  output.say(`${file}: keep it with your backups; restored from an older one, --erased erases them again.`);
}
