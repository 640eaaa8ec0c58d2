import type { DoctorCheck } from '#core/contract/doctor-view.ts';
import { runDoctor } from '../doctor/run-doctor.ts';
import type { Configuration, Output } from './configuration.ts';
import { chosenCompanies, readArguments } from './read-arguments.ts';
import { table } from './table.ts';

export const doctorUsage = 'Usage: npm run doctor [-- --json] [--company <id>]';

const flags = { json: { type: 'boolean', default: false }, company: { type: 'string' } } as const;

const provisionHint =
  'What the settings name may not exist in Pipedrive yet: npm run provision shows what it would create.\n';

/**
 * Checks the configuration against the live vendors and says what to do.
 *
 * @returns 0: nothing is wrong (advice is not wrong); 1: something is
 * @throws WrongUse
 */
export async function doctorCommand(
  args: readonly string[],
  configuration: Configuration,
  output: Output,
): Promise<number> {
  const { json, company } = readArguments(args, flags);
  const { installation } = configuration;
  const all: ({ company: string | null } & DoctorCheck)[] = [];
  const served = chosenCompanies(configuration.companyIds(), company);
  for (const companyId of served.length > 0 ? served : [null]) {
    output.say(companyId === null ? 'Looking at the installation …' : `Looking at company ${companyId} …`);
    const examined = companyId === null ? null : await configuration.examinedOf(companyId);
    const { checks } = await runDoctor(examined, installation, 'en');
    all.push(...checks.map((check) => ({ company: companyId, ...check })));
    if (!json) output.write(written(companyId, checks));
  }
  const at = new Date(installation.now()).toISOString();
  if (json) output.write(`${JSON.stringify({ at, checks: all }, null, 2)}\n`);
  return all.some(({ state }) => state === 'wrong') ? 1 : 0;
}

function written(companyId: string | null, checks: readonly DoctorCheck[]): string {
  const rows = checks.flatMap(({ state, area, name, detail, fix, who }) => [
    [state, area, name, detail],
    ...(fix === null ? [] : [['', '', '', `→ ${fix}${who ? ` (${who})` : ''}`]]),
  ]);
  const count = (wanted: string) => checks.filter(({ state }) => state === wanted).length;
  const end = `${count('ok')} ok, ${count('wrong')} wrong, ${count('advice')} advice`;
  const title = companyId === null ? '' : `Company ${companyId}\n`;
  const isNameWrong = checks.some(({ area, state }) => area === 'settings' && state === 'wrong');
  return `${title}${table(rows)}${end}\n${isNameWrong ? provisionHint : ''}`;
}
