import type { Kysely } from 'kysely';
import type { Company } from '#core/company.ts';
import { silentProspectsOf } from '../keeping/silent-prospects.ts';
import type { Schema } from '../store/schema.ts';
import type { Output } from './configuration.ts';
import type { Operations } from './operations.ts';
import { chosenCompanies, readArguments } from './read-arguments.ts';
import { table } from './table.ts';

export const prospectsUsage = 'Usage: npm run prospects [-- --company <id>]';

/**
 * Names the people without an account from whom nothing came for as long as the settings say, the longest silent first.
 * @returns 0 when there is nobody, 1 when somebody is to be erased
 * @throws WrongUse when the company is not served
 */
export async function prospectsCommand(
  args: readonly string[],
  { db, companyOf, companyIds }: Pick<Operations, 'db' | 'companyOf' | 'companyIds'>,
  output: Output,
): Promise<number> {
  const { company } = readArguments(args, { company: { type: 'string' } });
  const chosen = chosenCompanies(companyIds(), company);
  const lines = await Promise.all(chosen.map((id) => linesOf(db, companyOf(id))));
  const found = lines.flat();
  if (found.length === 0) output.say('Nobody is to be erased.');
  else output.write(table([['company', 'last heard', 'deal', 'address'], ...found]));
  return found.length === 0 ? 0 : 1;
}

async function linesOf(db: Kysely<Schema>, company: Company): Promise<string[][]> {
  const silent = await silentProspectsOf(db, company, new Date());
  return silent.map(({ email, heardOn, isOpen }) => [
    company.id,
    heardOn,
    isOpen ? 'open' : 'none open',
    email,
  ]);
}
