import { sql } from 'kysely';
import type { Activity } from '#core/model/activity.ts';
import type { Store } from './instances.ts';
import { jsonText } from './json-text.ts';

/** An activity of a followed deal, as last heard. */
export interface HeardActivity {
  activity: Activity;
  isDeleted: boolean;
  /** See `answeredInstant` and `toldInstant` (crm-records.ts). */
  changedAt: string;
}

/** What keeping it came to. */
export interface KeptActivity {
  /** False: something newer is known of it. */
  isNews: boolean;
  /** The deal it was of before; null: of none, or nobody told of it. */
  earlierDealId: number | null;
}

/** Keeps when an activity of a followed deal was last changed: what comes late, or in another order, is told from news. */
export async function keepActivity(
  store: Store,
  company: string,
  { activity, isDeleted, changedAt }: HeardActivity,
): Promise<KeptActivity> {
  const record = jsonText({ dealId: activity.dealId });
  const found = await sql<{ isNews: boolean; earlierDealId: number | null }>`
    with kept as (
      insert into crm_records (company, entity, id, record, deleted, changed_at)
      values (${company}, 'activity', ${activity.id}, ${record}::jsonb, ${isDeleted}, ${changedAt})
      on conflict (company, entity, id) do update set record = excluded.record, deleted = excluded.deleted,
        changed_at = excluded.changed_at
      where crm_records.changed_at <= excluded.changed_at
      returning id)
    select exists (select from kept) as "isNews",
      (select (record ->> 'dealId')::bigint from crm_records
        where company = ${company} and entity = 'activity' and id = ${activity.id}) as "earlierDealId"`.execute(
    store,
  );
  const [row] = found.rows;
  const earlier = row?.earlierDealId ?? null;
  return { isNews: row?.isNews === true, earlierDealId: earlier === null ? null : Number(earlier) };
}

/** Whether an activity is, or was, of a deal that a conversion follows. */
export async function isOfFollowedDeal(
  store: Store,
  company: string,
  { id, dealId }: Pick<Activity, 'id' | 'dealId'>,
): Promise<boolean> {
  const found = await sql<{ isFollowed: boolean }>`
    select exists (select from links
        where company = ${company} and kind = 'conversion-deal' and value = ${String(dealId)})
      or exists (select from crm_records
        where company = ${company} and entity = 'activity' and id = ${id}) as "isFollowed"`.execute(store);
  return found.rows[0]?.isFollowed === true;
}
