import type { Company } from '#core/company.ts';
import { tellRulesChanged } from './deliveries/conversions/tell-rules.ts';
import type { Parts } from './parts.ts';
import { readFact, writeFact } from './store/company-facts.ts';
import { onOneNode } from './store/one-node.ts';

/** What telling of rules works with. */
export type RulesParts = Pick<Parts, 'database' | 'companies' | 'bell'>;

const factName = 'follow-up-rules-told';

/** In place of the rules told last: those of a switched-off company hear nothing, so all are told afterwards. */
const switchedOff = 'off';

/**
 * Tells everybody who is followed when the rules of follow-ups are others than those that were told last, whoever
 * changed them and on whatever node; a telling that was interrupted is begun again.
 *
 * @returns to be called again and again; asks the store of a company only after its rules, or whether it is on, changed here
 */
export function tellRules(parts: RulesParts) {
  const told = new Map<string, string>();
  return async (signal: AbortSignal): Promise<void> => {
    for (const companyId of parts.companies.ids()) {
      const company = parts.companies.companyOf(companyId);
      const isOn = company.settings.conversion.enabled;
      const rules = isOn ? rulesOf(company) : switchedOff;
      if (told.get(companyId) === rules) continue;
      const done = await onOneNode(parts.database.db, `passerelle.rules.${companyId}`, () =>
        isOn ? tellOf(parts, companyId, rules, signal) : keepSwitchedOff(parts, companyId),
      );
      if (done) told.set(companyId, rules);
    }
  };
}

/** @returns false when the signal ended it */
async function tellOf(
  { database: { db }, companies, bell }: RulesParts,
  companyId: string,
  rules: string,
  signal: AbortSignal,
): Promise<boolean> {
  if ((await readFact(db, companyId, factName)) === rules) return true;
  await tellRulesChanged({ db, bell, companyOf: companies.companyOf, signal }, companyId);
  if (signal.aborted) return false;
  await writeFact(db, companyId, factName, rules);
  return true;
}

/** A company that was never on has been told nothing and keeps nothing. */
async function keepSwitchedOff({ database: { db } }: RulesParts, companyId: string): Promise<boolean> {
  const known = await readFact(db, companyId, factName);
  if (known !== undefined && known !== switchedOff) await writeFact(db, companyId, factName, switchedOff);
  return true;
}

/** The rules in which people begin now. */
function rulesOf({ followUps = [] }: Company): string {
  const current = followUps.filter(({ isCurrent }) => isCurrent);
  return current
    .map(({ key, number }) => `${key} ${number}`)
    .toSorted()
    .join(', ');
}
