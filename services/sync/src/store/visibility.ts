import { type RawBuilder, sql } from 'kysely';
import type { SeenRecord } from './audiences.ts';
import type { InstanceRow, Store } from './instances.ts';

/**
 * Who may see a request is told by the CRM: whoever may see its deal (without one, or as long as nothing was told of
 * it, its person). All doors ask here. What nobody ever told is seen by everybody: a request that vanished because a
 * vendor was silent would be decided by nobody.
 */
const excludes = (staffId: number | RawBuilder<unknown>) =>
  sql`not everybody and not (${staffId}::bigint = any (staff_ids))`;

/** Whether the audience of a row excludes a staff member; by default that of the row of `instances` at hand. */
export function isHiddenFrom(
  staffId: number | RawBuilder<unknown>,
  audienceId: RawBuilder<unknown> = sql`instances.audience_id`,
): RawBuilder<boolean> {
  return sql<boolean>`exists (
    select 1 from audiences where audiences.id = ${audienceId} and ${excludes(staffId)})`;
}

/** The audiences of a company that exclude a staff member: none where everybody sees everything. */
export async function hiddenFrom(store: Store, company: string, staffId: number): Promise<number[]> {
  const found = await sql<{ id: number }>`
    select id from audiences where company = ${company} and ${excludes(staffId)} order by id`.execute(store);
  return found.rows.map(({ id }) => id);
}

/** Leaves rows with one of these audiences out, as the end of a condition; nothing at all when there is none. */
export function leavingOut(hidden: readonly number[]): RawBuilder<unknown> {
  if (hidden.length === 0) return sql``;
  return sql`and (audience_id is null or audience_id <> all (${[...hidden]}::bigint[]))`;
}

/** Reads an instance; undefined also when the staff member may not see it. */
export async function readVisible(
  store: Store,
  id: string,
  staffId: number,
): Promise<InstanceRow | undefined> {
  const found = await sql<InstanceRow>`
    select id, company, process, version, revision, step, state, created_at as "createdAt" from instances
    where id = ${id} and not ${isHiddenFrom(staffId)}`.execute(store);
  return found.rows[0];
}

/** Those of the instances that the staff member may see. */
export async function visibleOf(store: Store, ids: readonly string[], staffId: number): Promise<Set<string>> {
  if (ids.length === 0) return new Set();
  const found = await sql<{ id: string }>`
    select id from instances where id = any (${[...ids]}::uuid[]) and not ${isHiddenFrom(staffId)}`.execute(
    store,
  );
  return new Set(found.rows.map(({ id }) => id));
}

/** Whether an instance is hidden from any of the staff members; of nobody it is not known that they may see it. */
export async function isHiddenFromAny(
  store: Store,
  id: string,
  staffIds: readonly number[],
): Promise<boolean> {
  const found = await sql<{ isHidden: boolean }>`
    select not everybody and (${staffIds.length === 0}::boolean or not (staff_ids @> ${[...staffIds]}::bigint[]))
      as "isHidden"
    from instances join audiences on audiences.id = instances.audience_id where instances.id = ${id}`.execute(
    store,
  );
  return found.rows[0]?.isHidden ?? false;
}

/** Those of the records that the staff member may not see. */
export async function hiddenRecords(
  store: Store,
  company: string,
  entity: SeenRecord['entity'],
  ids: readonly number[],
  staffId: number,
): Promise<Set<number>> {
  if (ids.length === 0) return new Set();
  const found = await sql<{ id: number }>`
    select id from crm_records where company = ${company} and entity = ${entity} and id = any (${[...ids]}::bigint[])
      and ${isHiddenFrom(staffId, sql`crm_records.audience_id`)}`.execute(store);
  return new Set(found.rows.map(({ id }) => id));
}

/** Whether a staff member may see a record; undefined when nobody told, or it is not known at all. */
export async function isSeenBy(
  store: Store,
  company: string,
  { entity, id }: SeenRecord,
  staffId: number,
): Promise<boolean | undefined> {
  const found = await sql<{ isSeen: boolean }>`
    select not ${isHiddenFrom(staffId, sql`crm_records.audience_id`)} as "isSeen" from crm_records
    where company = ${company} and entity = ${entity} and id = ${id} and audience_id is not null`.execute(
    store,
  );
  return found.rows[0]?.isSeen;
}

/** By which record a request is hidden from a staff member; undefined when it is not, or is not of the company. */
export async function whyHidden(
  store: Store,
  company: string,
  id: string,
  staffId: number,
): Promise<SeenRecord | undefined> {
  const found = await sql<SeenRecord>`
    select coalesce(deal.entity, 'person') as entity,
      coalesce(deal.id, (state #>> '{person,id}')::bigint) as id
    from instances left join crm_records as deal on deal.company = instances.company and deal.entity = 'deal'
      and deal.id = (state ->> 'dealId')::bigint and deal.audience_id is not null
    where instances.id = ${id} and instances.company = ${company} and ${isHiddenFrom(staffId)}`.execute(
    store,
  );
  return found.rows[0];
}

/** Takes the audience of a request from its records again: its deal may have changed in the moment it was told. */
export async function settleAudience(store: Store, id: string): Promise<void> {
  await sql`
    update instances set audience_id = audience_of_request(company, state)
    where id = ${id} and audience_id is distinct from audience_of_request(company, state)`.execute(store);
}
