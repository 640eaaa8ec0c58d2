import { createHash } from 'node:crypto';
import { type RawBuilder, sql } from 'kysely';
import type { Store } from './instances.ts';
import { jsonText } from './json-text.ts';

/** Who may see a record of the CRM: everybody of the team, also who joins later, or the staff members of these ids. */
export type Audience = 'everybody' | readonly number[];

/** Who may see a record, as the CRM told at an instant; the last told wins. */
export interface ToldAudience {
  audience: Audience;
  at: string;
}

/** What a set of people is found again by; the same whatever the order in which they were told. */
export function audienceKey(audience: Audience): string {
  if (audience === 'everybody') return audience;
  return createHash('sha256').update(sorted(audience).join()).digest('base64url');
}

function sorted(ids: readonly number[]): number[] {
  return [...new Set(ids)].toSorted((a, b) => a - b);
}

/**
 * The audiences of a statement, as parts before it: `audience (id, key)`. Most often all are known and nothing is
 * written. One that another transaction is adding at this very moment is waited for, which is why a conflict updates.
 */
export function audienceParts(company: string, audiences: readonly Audience[]): RawBuilder<unknown>[] {
  const told = new Map(audiences.map((audience) => [audienceKey(audience), audience]));
  const rows = [...told].map(([key, audience]) => ({
    key,
    everybody: audience === 'everybody',
    staff_ids: audience === 'everybody' ? [] : sorted(audience),
  }));
  return [
    sql`told_audience as (
      select * from jsonb_to_recordset(${jsonText(rows)}::jsonb)
        as told (key text, everybody boolean, staff_ids bigint[]))`,
    sql`known_audience as (
      select audiences.id, key from audiences join told_audience using (key) where audiences.company = ${company})`,
    sql`new_audience as (
      insert into audiences (company, key, everybody, staff_ids)
      select ${company}, key, everybody, staff_ids from told_audience
      where key not in (select key from known_audience) order by key
      on conflict (company, key) do update set key = excluded.key returning id, key)`,
    sql`audience as (select id, key from known_audience union all select id, key from new_audience)`,
  ];
}

/** A record by which somebody sees a request. */
export interface SeenRecord {
  entity: 'deal' | 'person';
  id: number;
}

/** Keeps who may see a record that is known, unless something newer was told. */
export async function keepAudience(
  store: Store,
  company: string,
  { entity, id }: SeenRecord,
  { audience, at }: ToldAudience,
): Promise<void> {
  await sql`
    with ${sql.join(audienceParts(company, [audience]))}
    update crm_records set audience_id = audience.id, audience_at = ${at} from audience
    where crm_records.company = ${company} and entity = ${entity} and crm_records.id = ${id}
      and (audience_id is null or audience_at <= ${at})`.execute(store);
}

/** Notes that it was asked who may see a record of which nothing was told, and that there was no answer. */
export async function noteAskedInVain(
  store: Store,
  company: string,
  { entity, id }: SeenRecord,
): Promise<void> {
  await sql`
    update crm_records set audience_at = now()
    where company = ${company} and entity = ${entity} and id = ${id} and audience_id is null`.execute(store);
}

/**
 * Records of which nobody ever told who may see them, because they were found by reading the CRM, not by a webhook:
 * those of requests that are not through, then the open deals that such a request could be attached to. Of the newest
 * requests first; what was asked in vain comes last, and not within the hour.
 */
export async function neverToldRecords(store: Store, company: string, limit: number): Promise<SeenRecord[]> {
  const found = await sql<SeenRecord>`
    with request as (
      select created_at, (state ->> 'dealId')::bigint as deal_id, (state #>> '{person,id}')::bigint as person_id,
        (state #>> '{organization,id}')::bigint as organization_id,
        step in ('incomplete', 'pending', 'awaiting-evidence') as is_open
      from instances where company = ${company} and process = 'account-request'
        and step in ('incomplete', 'pending', 'awaiting-evidence', 'accepting', 'refusing')
    ), wanted as (
      select 1 as rank, created_at, case when deal_id > 0 then 'deal' else 'person' end as entity,
        case when deal_id > 0 then deal_id else person_id end as id
      from request
      union all
      select 2, created_at, 'deal', deal.id
      from request join crm_records as deal on deal.entity = 'deal' and deal.company = ${company}
        and deal.organization_id = request.organization_id
      where is_open and not deal.deleted and deal.record ->> 'status' = 'open'
    )
    select crm_records.entity, crm_records.id
    from wanted join crm_records on crm_records.company = ${company} and crm_records.entity = wanted.entity
      and crm_records.id = wanted.id
    where audience_id is null and (audience_at is null or audience_at < now() - interval '1 hour')
    group by crm_records.entity, crm_records.id, audience_at
    order by audience_at nulls first, min(rank), max(created_at) desc limit ${limit}`.execute(store);
  return found.rows;
}
