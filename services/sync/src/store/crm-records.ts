import { type RawBuilder, sql } from 'kysely';
import { Deal } from '#core/model/deal.ts';
import { Organization } from '#core/model/organization.ts';
import { Person } from '#core/model/person.ts';
import { audienceKey, audienceParts, type ToldAudience } from './audiences.ts';
import type { Store } from './instances.ts';
import { jsonText } from './json-text.ts';
import { isHiddenFrom } from './visibility.ts';

export type CrmEntity = 'person' | 'deal' | 'organization';

/** A record of the CRM as last heard. */
export interface CrmRecord {
  entity: CrmEntity;
  id: number;
  record: Person | Deal | Organization;
  deleted: boolean;
  changedAt: string;
  /** Who may see it; absent where that was not told: what was told before stays. */
  told?: ToldAudience | undefined;
}

/**
 * Pipedrive tells changes to the second. What it answered us counts as the end of that second, a webhook as the
 * moment it was made (at the latest just before the end), and a creation as the beginning: so an echo or a late
 * webhook of the same second never covers what came after it.
 */
export function answeredInstant(changedAt: string): string {
  return withMilliseconds(changedAt, 999);
}

/** See `answeredInstant`. `occurredAt` is the instant in the webhook's envelope, if it bears one. */
export function toldInstant(changedAt: string, occurredAt: string | null, isCreation: boolean): string {
  if (isCreation) return withMilliseconds(changedAt, 0);
  const since = occurredAt === null ? 0 : Date.parse(occurredAt) - Date.parse(withMilliseconds(changedAt, 0));
  return withMilliseconds(changedAt, Math.min(Math.max(since, 0), 998));
}

function withMilliseconds(instant: string, milliseconds: number): string {
  return new Date(Math.floor(Date.parse(instant) / 1000) * 1000 + milliseconds).toISOString();
}

/** What the store knew before: used to tell news from echoes. */
export interface KnownRecord {
  record: unknown;
  deleted: boolean;
  changedAt: Date;
}

export async function readCrmRecord(
  store: Store,
  company: string,
  entity: CrmEntity,
  id: number,
): Promise<KnownRecord | undefined> {
  return store
    .selectFrom('crm_records')
    .select(['record', 'deleted', 'changed_at as changedAt'])
    .where('company', '=', company)
    .where('entity', '=', entity)
    .where('id', '=', id)
    .executeTakeFirst();
}

/** Keeps records, each unless a newer state of it is known. A record may come once only. */
export async function keepCrmRecords(
  store: Store,
  company: string,
  kept: readonly CrmRecord[],
): Promise<void> {
  if (kept.length > 0) await sql`with ${sql.join(newestWins(company, kept))} select 1`.execute(store);
}

/** Keeps a record as `keepCrmRecords` does. @returns what was known before */
export async function exchangeCrmRecord(
  store: Store,
  company: string,
  kept: CrmRecord,
): Promise<KnownRecord | undefined> {
  const found = await sql<KnownRecord>`
    with ${sql.join(newestWins(company, [kept]))}
    select record, deleted, changed_at as "changedAt" from crm_records
    where company = ${company} and entity = ${kept.entity} and id = ${kept.id}`.execute(store);
  return found.rows[0];
}

/** As parts of a statement. */
function newestWins(company: string, kept: readonly CrmRecord[]): RawBuilder<unknown>[] {
  const rows = kept.map(({ entity, id, record, deleted, changedAt, told }) => ({
    entity,
    id,
    record,
    deleted,
    changed_at: changedAt,
    person_id: 'personId' in record ? record.personId : null,
    organization_id: 'organizationId' in record ? record.organizationId : null,
    ...(told && { audience_key: audienceKey(told.audience), audience_at: told.at }),
  }));
  const audiences = kept.flatMap(({ told }) => (told ? [told.audience] : []));
  if (audiences.length === 0) return [untold(company, jsonText(rows))];
  return [...audienceParts(company, audiences), told(company, jsonText(rows))];
}

function untold(company: string, rows: string): RawBuilder<unknown> {
  return sql`kept as (
    insert into crm_records (company, entity, id, record, deleted, person_id, organization_id, changed_at)
    select ${company}, entity, id, record, deleted, person_id, organization_id, changed_at
    from jsonb_to_recordset(${rows}::jsonb) as kept (entity text, id bigint, record jsonb, deleted boolean,
      person_id bigint, organization_id bigint, changed_at timestamptz)
    order by entity, id
    on conflict (company, entity, id) do update set record = excluded.record, deleted = excluded.deleted,
      person_id = excluded.person_id, organization_id = excluded.organization_id, changed_at = excluded.changed_at
    where crm_records.changed_at <= excluded.changed_at)`;
}

/**
 * The echo of our own call is no news as a record, but the first to tell who may see what the call made: each has an
 * instant of its own.
 */
function told(company: string, rows: string): RawBuilder<unknown> {
  const isNews = sql`crm_records.changed_at <= excluded.changed_at`;
  const isTold = sql`(excluded.audience_id is not null
    and (crm_records.audience_id is null or crm_records.audience_at <= excluded.audience_at))`;
  const newer = (condition: RawBuilder<unknown>, column: string) => {
    const name = sql.ref(column);
    return sql`${name} = case when ${condition} then excluded.${name} else crm_records.${name} end`;
  };
  const columns = ['record', 'deleted', 'person_id', 'organization_id', 'changed_at'];
  return sql`kept as (
    insert into crm_records (company, entity, id, record, deleted, person_id, organization_id, changed_at,
      audience_id, audience_at)
    select ${company}, entity, kept.id, record, deleted, person_id, organization_id, changed_at,
      audience.id, audience_at
    from jsonb_to_recordset(${rows}::jsonb) as kept (entity text, id bigint, record jsonb, deleted boolean,
      person_id bigint, organization_id bigint, changed_at timestamptz, audience_key text, audience_at timestamptz)
    left join audience on audience.key = audience_key
    order by entity, kept.id
    on conflict (company, entity, id) do update set
      ${sql.join([
        ...columns.map((column) => newer(isNews, column)),
        ...['audience_id', 'audience_at'].map((column) => newer(isTold, column)),
      ])}
    where ${isNews} or ${isTold})`;
}

/** What is known about persons of a company, and about deals. */
export interface Standings {
  /** Persons that some instance has to do with. */
  linked: Set<number>;
  /** The owners of the persons. */
  owners: Map<number, number | null>;
  /** The persons of the deals. */
  dealPersons: Map<number, number | null>;
}

/** Reads in one round trip whom records concern. */
export async function readStandings(
  store: Store,
  company: string,
  { personIds, dealIds }: { personIds: readonly number[]; dealIds: readonly number[] },
): Promise<Standings> {
  const found = await sql<{ kind: 'link' | 'owner' | 'deal'; id: number; other: number | null }>`
    select 'link' as kind, value::bigint as id, null::bigint as other from links
    where company = ${company} and kind = 'person' and value = any (${personIds.map(String)}::text[])
    union all select 'owner', id, (record ->> 'ownerId')::bigint from crm_records
    where company = ${company} and entity = 'person' and id = any (${[...personIds]}::bigint[])
    union all select 'deal', id, person_id from crm_records
    where company = ${company} and entity = 'deal' and id = any (${[...dealIds]}::bigint[])`.execute(store);
  const pairs = (kind: string) =>
    found.rows.filter((row) => row.kind === kind).map(({ id, other }) => [id, other] as const);
  return {
    linked: new Set(pairs('link').map(([id]) => id)),
    owners: new Map(pairs('owner')),
    dealPersons: new Map(pairs('deal')),
  };
}

/** A person with the deals known of them, and the organizations of both, in one read; `now` is the store's clock. */
export async function readCrmFacts(store: Store, company: string, personId: number) {
  const found = await sql<{ entity: CrmEntity; record: unknown; deleted: boolean; now: Date }>`
    with own as (
      select entity, id, record, deleted, organization_id from crm_records
      where company = ${company} and entity = 'person' and id = ${personId}
      union all (
        select entity, id, record, deleted, organization_id from crm_records
        where company = ${company} and entity = 'deal' and person_id = ${personId} order by id desc limit 200))
    select entity, record, deleted, id, clock_timestamp() as now from own
    union all select entity, record, deleted, id, clock_timestamp() from crm_records
      where company = ${company} and entity = 'organization' and not deleted
        and id in (select organization_id from own)
    order by entity, id desc`.execute(store);
  const rowsOf = (entity: CrmEntity) => found.rows.filter((row) => row.entity === entity);
  const [person] = rowsOf('person');
  return {
    known: person !== undefined,
    now: person?.now ?? new Date(),
    facts: {
      person: person && !person.deleted ? Person.parse(person.record) : null,
      deals: rowsOf('deal').map(dealOf),
      organizations: rowsOf('organization').map(({ record }) => Organization.parse(record)),
    },
  };
}

/** The persons known of an organization, at most 200. */
export async function personsOfOrganization(
  store: Store,
  company: string,
  organizationId: number,
): Promise<number[]> {
  const rows = await store
    .selectFrom('crm_records')
    .select('id')
    .where('company', '=', company)
    .where('entity', '=', 'person')
    .where('organization_id', '=', organizationId)
    .where('deleted', '=', false)
    .orderBy('id', 'desc')
    .limit(200)
    .execute();
  return rows.map(({ id }) => Number(id));
}

/** Open deals of an organization that, as was told, the staff member may see; newest first. */
export async function openDealsOfOrganization(
  store: Store,
  company: string,
  organizationId: number,
  staffId: number,
): Promise<Deal[]> {
  const rows = await store
    .selectFrom('crm_records')
    .select(['record', 'deleted'])
    .where('company', '=', company)
    .where('entity', '=', 'deal')
    .where('organization_id', '=', organizationId)
    .where('audience_id', 'is not', null)
    .where(sql<boolean>`not ${isHiddenFrom(staffId, sql`crm_records.audience_id`)}`)
    .orderBy('id', 'desc')
    .limit(200)
    .execute();
  return rows.map(dealOf).filter((deal) => deal.status === 'open');
}

function dealOf({ record, deleted }: { record: unknown; deleted: boolean }): Deal {
  const deal = Deal.parse(record);
  return deleted ? { ...deal, status: 'deleted' } : deal;
}
