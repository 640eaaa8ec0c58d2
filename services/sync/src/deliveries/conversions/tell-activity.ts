import { readConversion } from '#core/processes/customer-conversion/state.ts';
import { type AdvanceResult, advanceLocked, type CompanyOf } from '../../engine/advance.ts';
import { type HeardActivity, isOfFollowedDeal, keepActivity } from '../../store/activity-records.ts';
import type { Store } from '../../store/instances.ts';
import { lockLinkedInstances } from '../../store/links.ts';

/**
 * Tells the conversion of a deal of an activity: a call, a meeting, or the activity of a promise that a colleague
 * changed. To the deal it was taken away from it is gone. Activities of deals that nobody follows are not kept.
 */
export async function tellActivity(
  store: Store,
  companyOf: CompanyOf,
  companyId: string,
  heard: HeardActivity,
): Promise<AdvanceResult[]> {
  const { activity } = heard;
  if (!(await isOfFollowedDeal(store, companyId, activity))) return [];
  const { isNews, earlierDealId } = await keepActivity(store, companyId, heard);
  if (!isNews) return [];
  const wasElsewhere = earlierDealId !== null && earlierDealId !== activity.dealId;
  const told = [
    ...(wasElsewhere ? [{ dealId: earlierDealId, heard: { ...heard, isDeleted: true } }] : []),
    ...(activity.dealId === null ? [] : [{ dealId: activity.dealId, heard }]),
  ].toSorted((one, other) => one.dealId - other.dealId);
  const results: AdvanceResult[] = [];
  for (const each of told) results.push(...(await tellDeal(store, companyOf, companyId, each)));
  return results;
}

async function tellDeal(
  store: Store,
  companyOf: CompanyOf,
  companyId: string,
  { dealId, heard: { activity, isDeleted, changedAt: at } }: { dealId: number; heard: HeardActivity },
): Promise<AdvanceResult[]> {
  const results: AdvanceResult[] = [];
  for (const locked of await lockLinkedInstances(store, companyId, 'conversion-deal', String(dealId))) {
    const { state, version } = locked.row;
    // Links stay when a conversion has gone to another deal.
    if (readConversion(state, version).dealId !== dealId) continue;
    const event = { type: 'activity-observed', activity, isDeleted, at } as const;
    results.push(await advanceLocked(store, companyOf, locked, event));
  }
  return results;
}
