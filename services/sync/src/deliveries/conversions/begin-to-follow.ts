import { type Company, isRobotOwner } from '#core/company.ts';
import type { DealFacts } from '#core/conversion-events.ts';
import { normaliseEmails } from '#core/model/email-address.ts';
import { isFollowedPipeline } from '#core/processes/customer-conversion/places.ts';
import { readConversion } from '#core/processes/customer-conversion/state.ts';
import { type AdvanceResult, type CompanyOf, startInstance } from '../../engine/advance.ts';
import { suspectsWithoutDeal } from '../../store/conversion-links.ts';
import { lockSubject } from '../../store/deliveries.ts';
import { readClock, type Store } from '../../store/instances.ts';
import { linkedInstances } from '../../store/links.ts';
import { joinSuspect } from './join-suspect.ts';
import type { DealObserved } from './tell-deal.ts';

/**
 * A deal that no conversion follows yet: one of an accepted request joins the suspect of the same client, any other one
 * in the pipeline of suspects that a colleague holds is followed from now on.
 */
export async function beginToFollow(
  store: Store,
  companyOf: CompanyOf,
  company: Company,
  event: DealObserved,
): Promise<AdvanceResult[]> {
  const { deal, account } = event.facts;
  if (deal.status !== 'open' || event.facts.mergedIntoId !== null) return [];
  const isSuspects = isFollowedPipeline(deal.pipelineId, company) && !isHeldByRobot(company, deal.ownerId);
  if (!isSuspects && account === null) return [];
  await lockSubject(store, `conversion:${company.id}:deal:${deal.id}`);
  if (account !== null) {
    const joined = await joinSuspect(store, companyOf, company.id, { ...event.facts, account }, event.at);
    if (joined !== 'nobody') return joined;
  }
  if (!isSuspects || (await isOurs(store, company.id, event.facts))) return [];
  const now = await readClock(store);
  const start = { company: company.id, process: 'customer-conversion' as const, event, now };
  return [await startInstance(store, companyOf, start)];
}

/** Nobody's deal is nobody's client yet. */
function isHeldByRobot(company: Company, ownerId: number | null): boolean {
  return ownerId === null || isRobotOwner(company, ownerId);
}

/**
 * Whether the deal is of a conversion that does not know it yet: its webhook may be here before the answer of the call
 * that made it. Asked in this order: what has its deal by the second question had none by the first.
 */
async function isOurs(store: Store, companyId: string, facts: DealFacts): Promise<boolean> {
  const pending = await suspectsWithoutDeal(store, companyId);
  if (pending.some(({ state, version }) => isSameSuspect(readConversion(state, version), facts))) return true;
  return (await linkedInstances(store, companyId, 'conversion-deal', [String(facts.deal.id)])).length > 0;
}

function isSameSuspect(
  { title, person: entered }: ReturnType<typeof readConversion>,
  { deal, person }: DealFacts,
): boolean {
  if (title !== deal.title) return false;
  if (!entered || !person) return true;
  const emails = normaliseEmails(person.emails);
  return (
    entered.id === person.id ||
    entered.name === person.name ||
    entered.emails.some((email) => emails.includes(email))
  );
}
