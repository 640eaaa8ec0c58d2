import { Activity } from '#core/model/activity.ts';
import type { CrmChange } from '../../connectors/pipedrive/translate.ts';
import type { CompanyOf } from '../../engine/advance.ts';
import type { Store } from '../../store/instances.ts';
import type { Routed } from '../route-deliveries.ts';
import { tellActivity } from './tell-activity.ts';

/**
 * A webhook about an activity: heard where customers are followed from suspect to production.
 * @param changedAt see `toldInstant` (crm-records.ts)
 */
export async function routeActivity(
  companyOf: CompanyOf,
  store: Store,
  companyId: string,
  { record, action }: Pick<CrmChange, 'record' | 'action'>,
  changedAt: string,
): Promise<Routed> {
  if (!companyOf(companyId).settings.conversion.enabled)
    return { state: 'ignored', reason: 'Activities are not followed here.', advanced: [] };
  const activity = Activity.safeParse(record);
  if (!activity.success) return { state: 'ignored', reason: 'The activity could not be read.', advanced: [] };
  const heard = { activity: activity.data, isDeleted: action === 'delete', changedAt };
  const advanced = await tellActivity(store, companyOf, companyId, heard);
  if (advanced.some(({ outcome }) => outcome === 'advanced'))
    return { state: 'routed', reason: null, advanced };
  return { state: 'ignored', reason: 'Nothing new for any client.', advanced };
}
