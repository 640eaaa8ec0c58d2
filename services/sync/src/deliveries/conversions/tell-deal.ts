import type { Company } from '#core/company.ts';
import type { ConversionEvent } from '#core/conversion-events.ts';
import { readConversion } from '#core/processes/customer-conversion/state.ts';
import { type AdvanceResult, advanceLocked, type CompanyOf } from '../../engine/advance.ts';
import { dealsConcerned } from '../../store/conversion-links.ts';
import { type KnownDeal, readDealFacts } from '../../store/deal-facts.ts';
import type { LockedInstance, Store } from '../../store/instances.ts';
import { lockLinkedInstances } from '../../store/links.ts';
import type { RecordChange } from '../apply-crm-change.ts';
import { beginToFollow } from './begin-to-follow.ts';

export type DealObserved = Extract<ConversionEvent, { type: 'deal-observed' }>;

/**
 * Tells the conversions that a change in the CRM concerns what is now known of their deals; a deal that is to be
 * followed from now on gets one. Call it in the transaction that kept the record, behind the requests of the change.
 *
 * @param requests what the change came to for account requests: one that was accepted may be of another deal
 */
export async function tellConversions(
  store: Store,
  companyOf: CompanyOf,
  companyId: string,
  change: RecordChange,
  requests: readonly AdvanceResult[],
): Promise<AdvanceResult[]> {
  const company = companyOf(companyId);
  if (!company.settings.conversion.enabled) return [];
  const results: AdvanceResult[] = [];
  for (const dealId of await dealsOf(store, companyId, change, requests))
    results.push(...(await tellDeal(store, companyOf, company, dealId, change)));
  return results;
}

async function dealsOf(
  store: Store,
  companyId: string,
  { entity, id, mergedToId }: RecordChange,
  requests: readonly AdvanceResult[],
): Promise<number[]> {
  const merged = mergedToId === null ? [] : [mergedToId];
  const own =
    entity === 'deal' ? [id, ...merged] : await dealsConcerned(store, companyId, entity, [id, ...merged]);
  const attached = requests.flatMap(({ instance }) => dealOfRequest(instance.state));
  return [...new Set([...own, ...attached])].toSorted((one, other) => one - other);
}

function dealOfRequest(state: unknown): number[] {
  const { dealId } = (state ?? {}) as { dealId?: unknown };
  return typeof dealId === 'number' ? [dealId] : [];
}

async function tellDeal(
  store: Store,
  companyOf: CompanyOf,
  company: Company,
  dealId: number,
  change: RecordChange,
): Promise<AdvanceResult[]> {
  const linked = await lockLinkedInstances(store, company.id, 'conversion-deal', String(dealId));
  // Read under the locks: nobody tells something older after it.
  const known = await readDealFacts(store, company.id, dealId);
  if (!known) return [];
  const event = eventOf(company, known, change);
  if (linked.length === 0) return beginToFollow(store, companyOf, company, event);
  const results: AdvanceResult[] = [];
  for (const locked of linked.filter((one) => isOfDeal(one, dealId)))
    results.push(await advanceLocked(store, companyOf, locked, event));
  return results;
}

/** Links stay when a conversion has gone to another deal. */
function isOfDeal({ row: { state, version } }: LockedInstance, dealId: number): boolean {
  return readConversion(state, version).dealId === dealId;
}

function eventOf(company: Company, known: KnownDeal, change: RecordChange): DealObserved {
  const { entity, id, mergedToId, source, changedAt: at, byStaffId = null } = change;
  const isOwn = entity === 'deal' && id === known.deal.id;
  const facts = {
    ...known,
    mergedIntoId: isOwn ? mergedToId : null,
    byName: isOwn ? (company.staff.find((member) => member.id === byStaffId)?.name ?? null) : null,
  };
  return { type: 'deal-observed', facts, source, at };
}
