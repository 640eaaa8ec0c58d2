import { sql } from 'kysely';
import type { CrmEntity } from './crm-records.ts';
import type { InstanceRow, Store } from './instances.ts';

/** Of one person or organization no more are told: somebody with hundreds of deals is no client. */
const dealsMax = 100;

/**
 * The deals whose conversions a change of a record may concern, by their Pipedrive ids, each once and in order. The
 * open deals of a person are among them, followed or not: their deal may have been told before they were.
 */
export async function dealsConcerned(
  store: Store,
  company: string,
  entity: Exclude<CrmEntity, 'deal'>,
  ids: readonly number[],
): Promise<number[]> {
  const kind = `conversion-${entity}`;
  const values = ids.map(String);
  const ofPerson =
    entity === 'person'
      ? sql`union select id from crm_records where company = ${company} and entity = 'deal' and not deleted
          and person_id = any (${[...ids]}::bigint[]) and record ->> 'status' = 'open'`
      : sql``;
  const found = await sql<{ id: number }>`
    select id from (
      select (state ->> 'dealId')::bigint as id from instances where id in (
        select instance_id from links where company = ${company} and kind = ${kind}
          and value = any (${values}::text[]))
      ${ofPerson}) as concerned
    where id is not null order by id desc limit ${dealsMax}`.execute(store);
  return found.rows.map(({ id }) => Number(id)).toSorted((one, other) => one - other);
}

/** Suspects somebody entered whose deal is still being made, in our hands or in those of a colleague. */
export async function suspectsWithoutDeal(store: Store, company: string): Promise<InstanceRow[]> {
  const found = await sql<InstanceRow>`
    select id, company, process, version, revision, step, state, created_at as "createdAt" from instances
    where company = ${company} and process = 'customer-conversion' and is_deal_coming
    order by created_at`.execute(store);
  return found.rows;
}

/** The ids of conversions of an address that are not over, oldest first. */
export async function conversionsOfEmails(
  store: Store,
  company: string,
  emails: readonly string[],
): Promise<string[]> {
  if (emails.length === 0) return [];
  const found = await sql<{ id: string }>`
    select id from instances where step <> 'ended' and id in (
      select instance_id from links where company = ${company} and kind = 'conversion-email'
        and value = any (${[...emails]}::text[]))
    order by created_at, id`.execute(store);
  return found.rows.map(({ id }) => id);
}

/** The ids of the next conversions that go on, in their order. @param after the last id of the portion before */
export async function openConversions(
  store: Store,
  company: string,
  after: string | null,
  limit: number,
): Promise<string[]> {
  const found = await sql<{ id: string }>`
    select id from instances where company = ${company} and process = 'customer-conversion'
      and step not in ('live', 'ended') and id > coalesce(${after}::uuid, '00000000-0000-0000-0000-000000000000')
    order by id limit ${limit}`.execute(store);
  return found.rows.map(({ id }) => id);
}

/**
 * Persons and organizations of followed deals of which nothing was ever told, by their Pipedrive ids.
 * @param except those to leave out, as `person 12`
 */
export async function neverToldOfFollowed(
  store: Store,
  company: string,
  except: readonly string[],
  limit: number,
): Promise<{ entity: 'person' | 'organization'; id: number }[]> {
  const found = await sql<{ entity: 'person' | 'organization'; id: number }>`
    with followed as (
      select deal.person_id, deal.organization_id from instances
      join crm_records as deal on deal.company = instances.company and deal.entity = 'deal'
        and deal.id = (instances.state ->> 'dealId')::bigint
      where instances.company = ${company} and process = 'customer-conversion' and step <> 'ended'),
    wanted as (
      select 'person' as entity, person_id as id from followed
      union select 'organization', organization_id from followed)
    select entity, id from wanted where id is not null and entity || ' ' || id <> all (${except}::text[]) and not exists (
      select from crm_records as known
      where known.company = ${company} and known.entity = wanted.entity and known.id = wanted.id)
    order by id, entity limit ${limit}`.execute(store);
  return found.rows.map(({ entity, id }) => ({ entity, id: Number(id) }));
}
