import { sql } from 'kysely';
import type { FeedOwner } from './calendar-feeds.ts';
import type { Store } from './instances.ts';
import { isHiddenFrom } from './visibility.ts';

/** The deal a promise or a follow-up is about. */
interface EntryRow {
  conversionId: string;
  title: string;
  organization: string | null;
  dealId: number | null;
  changedAt: Date;
}

/** A promise as a calendar shows it. */
export interface PromiseEntryRow extends EntryRow {
  number: number;
  text: string;
  madeAt: string;
  dueOn: string;
  state: 'open' | 'kept';
  movedCount: number;
}

/** The step that comes next of somebody who is followed up. */
export interface FollowUpEntryRow extends EntryRow {
  rule: string;
  version: number;
  enrolledAt: string;
  position: number;
  at: string;
}

/** A calendar that shows more is read by nobody. */
const entriesMax = 2000;

const about = sql`
  id as "conversionId", coalesce(nullif(instances.state ->> 'title', ''), instances.state #>> '{person,name}', '') as title,
  nullif(instances.state #>> '{organization,name}', '') as organization, (instances.state ->> 'dealId')::bigint as "dealId", updated_at as "changedAt"`;

/** What somebody owns, and may see. */
const ownedBy = ({ company, staffId }: FeedOwner) => sql`
  company = ${company} and process = 'customer-conversion'
  and deal_owner_id = ${staffId} and not ${isHiddenFrom(staffId)}`;

/**
 * What somebody promised and has not kept yet, and what was kept lately; of the conversions they own and may see.
 * @param keptSince ISO instant
 */
export async function promiseEntries(
  store: Store,
  owner: FeedOwner,
  keptSince: string,
): Promise<PromiseEntryRow[]> {
  const found = await sql<PromiseEntryRow>`
    select ${about}, promise.number, promise.text, promise."madeAt", promise."dueOn", promise.state,
      promise."movedCount"
    from instances cross join lateral jsonb_to_recordset(instances.state -> 'promises') as promise
      (number int, text text, "madeAt" text, "dueOn" text, state text, "endedAt" text, "movedCount" int)
    where ${ownedBy(owner)}
      and (promise.state = 'open' or (promise.state = 'kept' and promise."endedAt" >= ${keptSince}))
    order by promise.state = 'kept', promise."dueOn", id, promise.number limit ${entriesMax}`.execute(store);
  return found.rows;
}

/** What comes by itself for the clients of somebody: the next step of each follow-up. */
export async function followUpEntries(store: Store, owner: FeedOwner): Promise<FollowUpEntryRow[]> {
  const found = await sql<FollowUpEntryRow>`
    select ${about}, membership.rule, membership.version, membership."enrolledAt", membership.position,
      membership."nextAt" as at
    from instances cross join lateral jsonb_to_recordset(instances.state -> 'memberships') as membership
      (rule text, version int, "enrolledAt" text, position int, "nextAt" text, state text)
    where ${ownedBy(owner)} and membership.state = 'active' and membership."nextAt" is not null
    order by membership."nextAt", id limit ${entriesMax}`.execute(store);
  return found.rows;
}
