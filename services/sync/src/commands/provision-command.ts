import type { ProvisionItemView } from '#core/contract/provision-view.ts';
import { applyProvision } from '../provision/apply-provision.ts';
import { outcomeView, type ProvisionOutcome, plannedAll } from '../provision/outcome.ts';
import { readPlan } from '../provision/read-plan.ts';
import type { Configuration, Output } from './configuration.ts';
import { chosenCompanies, readArguments, WrongUse } from './read-arguments.ts';
import { table } from './table.ts';

export const provisionUsage = 'Usage: npm run provision [-- --apply] [--json] [--company <id>]';

const flags = {
  apply: { type: 'boolean', default: false },
  json: { type: 'boolean', default: false },
  company: { type: 'string' },
} as const;

/**
 * Shows what is missing in Pipedrive, with `--apply` makes it.
 *
 * @returns 0: all is there (without `--apply`: the plan was shown); 1: something failed
 * @throws WrongUse; OutsideError when the CRM cannot be read
 */
export async function provisionCommand(
  args: readonly string[],
  configuration: Configuration,
  output: Output,
): Promise<number> {
  const { apply, json, company } = readArguments(args, flags);
  if (apply && configuration.isShadow) throw new WrongUse('With SHADOW=on nothing is written: no --apply.');
  const companies = chosenCompanies(configuration.companyIds(), company);
  if (companies.length === 0) output.say('No company is served yet: install the app in Pipedrive first.');
  const all: ({ company: string } & ProvisionItemView)[] = [];
  for (const companyId of companies) {
    const outcomes = await outcomesOf(companyId, apply, configuration, output);
    const items = outcomes.map((outcome) => outcomeView(outcome, 'en'));
    all.push(...items.map((item) => ({ company: companyId, ...item })));
    if (!json) output.write(written(companyId, items, apply));
  }
  if (json) output.write(`${JSON.stringify({ items: all }, null, 2)}\n`);
  return all.some(({ state }) => state === 'failed') ? 1 : 0;
}

async function outcomesOf(
  companyId: string,
  apply: boolean,
  { targetOf, alone }: Configuration,
  output: Output,
): Promise<ProvisionOutcome[]> {
  const target = targetOf(companyId);
  if (!apply) return plannedAll(await readPlan(target));
  const outcomes = await alone(companyId, () =>
    applyProvision(target, ({ done, total, outcome: { item, state } }) =>
      output.say(`${done}/${total} ${state} ${item.what} ${item.name}`),
    ),
  );
  if (!outcomes) throw new Error('Somebody else is provisioning this company: try again in a minute.');
  return outcomes;
}

function written(companyId: string, items: readonly ProvisionItemView[], applied: boolean): string {
  const rows = items.map(({ state, what, name, detail }) => [state, what, name, detail ?? '']);
  const missing = items.filter(({ state }) => state === 'missing').length;
  const failed = items.filter(({ state }) => state === 'failed').length;
  const hint = applied ? '' : ' Create it with: npm run provision -- --apply';
  const end =
    missing + failed === 0
      ? 'All is there.'
      : `${missing} missing, ${failed} failed.${missing > 0 ? hint : ''}`;
  return `Company ${companyId}\n${table([['state', 'what', 'name', ''], ...rows])}${end}\n`;
}
