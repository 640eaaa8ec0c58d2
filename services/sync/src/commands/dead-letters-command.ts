import type { Actor } from '#core/model/staff-member.ts';
import { effectText } from '#core/processes/account-request/journal-texts.ts';
import { retryDeadLetter } from '../operating/retry-dead-letter.ts';
import { type DeadLetter, listDeadLetters } from '../store/dead-letters.ts';
import { countFailedDeliveries } from '../store/replay-deliveries.ts';
import type { Output } from './configuration.ts';
import type { Operations } from './operations.ts';
import { chosenCompanies, readArguments, WrongUse } from './read-arguments.ts';
import { table } from './table.ts';

export const deadLettersUsage = `Usage: npm run dead-letters [-- --company <id>] [--kind <kind>] [--json]
       npm run dead-letters -- --explain <id>
       npm run dead-letters -- --retry <id> | --retry all [--company <id>] [--kind <kind>] [--by <name>]`;

const flags = {
  json: { type: 'boolean', default: false },
  company: { type: 'string' },
  kind: { type: 'string' },
  explain: { type: 'string' },
  retry: { type: 'string' },
  by: { type: 'string' },
} as const;

const uuid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

/** Who has to act, by the word of the problem (model/problem.ts). */
const whoActs = {
  'retry-later': 'nobody for good: retry it when the system is well',
  'sign-in-again': 'an administrator of that system: renew the access, then retry',
  'not-found': 'a colleague: look for what is missing, then retry',
  rejected: 'a colleague: correct the data that was refused, then retry',
  broken: 'us: the log has the details',
} as const;

/**
 * Lists what gave up and waits for a person, explains one, or gives some another try.
 *
 * @returns 0: nothing waits, or everything asked for has another try; 1 otherwise
 * @throws WrongUse
 */
export async function deadLettersCommand(
  args: readonly string[],
  operations: Operations,
  output: Output,
): Promise<number> {
  const { json, company, kind, explain, retry, by } = readArguments(args, flags);
  chosenCompanies(operations.companyIds(), company);
  if (explain !== undefined && retry !== undefined) throw new WrongUse('Either --explain or --retry.');
  const id = explain ?? (retry === 'all' ? undefined : retry);
  if (id !== undefined && !uuid.test(id)) throw new WrongUse(`"${id}" is no id of the list.`);
  const letters = await listDeadLetters(operations.db, { company, kind, id });
  if (retry !== undefined) {
    if (id !== undefined && letters.length === 0) return missing(id, output);
    return retryAll(operations, letters, by ?? operations.typedBy, output);
  }
  if (explain !== undefined && letters.length === 0) return missing(explain, output);
  if (json) output.write(`${JSON.stringify(letters, null, 2)}\n`);
  else if (explain !== undefined) output.write(letters.map(explained).join('\n'));
  else output.write(listed(letters, await countFailedDeliveries(operations.db, company)));
  return letters.length === 0 ? 0 : 1;
}

function missing(id: string, output: Output): number {
  output.say(`${id} is no dead letter: it was retried, or is not of this installation.`);
  return 1;
}

function listed(letters: readonly DeadLetter[], failedCount: number): string {
  const rows = letters.map((letter) => [
    ...[letter.id, letter.company, letter.process, letter.kind, letter.since.toISOString()],
    ...[`${letter.attempts} tries`, letter.problem?.title.en ?? ''],
  ]);
  const failed =
    failedCount === 0
      ? ''
      : `${failedCount} deliveries could not be routed: npm run replay -- --state failed\n`;
  const more =
    letters.length === 0 ? '' : '--explain <id> says who has to do what, --retry <id> tries again.\n';
  return `${letters.length === 0 ? '' : table(rows)}${letters.length} dead letters\n${more}${failed}`;
}

function explained({
  id,
  company,
  process,
  instanceId,
  step,
  kind,
  attempts,
  problem,
  since,
}: DeadLetter): string {
  return table([
    ['dead letter', id],
    ['what', `${effectText(kind, 'en')} (${kind})`],
    ['of', `${process} ${instanceId} in step ${step}, company ${company}`],
    ['since', `${since.toISOString()}, after ${attempts} tries`],
    ['problem', problem ? `${problem.title.en}: ${problem.detail.en}` : 'not recorded'],
    [
      'maybe done',
      problem?.unclear ? 'yes: a try may have been carried out; the next one looks first' : 'no',
    ],
    ['who acts', whoActs[problem?.word ?? 'broken']],
  ]);
}

async function retryAll(
  operations: Operations,
  letters: readonly DeadLetter[],
  name: string,
  output: Output,
): Promise<number> {
  const by: Actor = { staffId: null, name, email: null, surface: 'console' };
  let refusedCount = 0;
  const served = operations.companyIds();
  for (const [index, { id, kind, company }] of letters.entries()) {
    const isTried = served.includes(company) && (await retryDeadLetter(operations, id, by));
    if (!isTried) refusedCount += 1;
    const became = isTried ? 'will be tried again' : 'is no dead letter any more, or of a company not served';
    output.say(`${index + 1}/${letters.length} ${id} ${kind}: ${became}`);
  }
  output.write(
    `${letters.length - refusedCount} of ${letters.length} will be tried again by the running service.\n`,
  );
  return refusedCount === 0 ? 0 : 1;
}
