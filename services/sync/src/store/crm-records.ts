import { type RawBuilder, sql } from 'kysely';
import type { Deal } from '#core/model/deal.ts';
import type { Organization } from '#core/model/organization.ts';
import type { Person } from '#core/model/person.ts';
import { audienceKey, audienceParts, type ToldAudience } from './audiences.ts';
import type { Store } from './instances.ts';
import { jsonText } from './json-text.ts';

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

/**
 * What a list told, as of when it was asked for: within the same second it may have changed once more since, and the
 * webhook that tells so must not look older. What is read again later counts to the end of that second.
 */
export function listedInstant(changedAt: string, askedAt: Date): string {
  const sinceMs = askedAt.getTime() - Date.parse(withMilliseconds(changedAt, 0));
  return withMilliseconds(changedAt, Math.min(Math.max(sinceMs, 0), 999));
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

/** The same for many records of one entity, by id; those never told are missing. */
export async function readCrmRecords(
  store: Store,
  company: string,
  entity: CrmEntity,
  ids: readonly number[],
): Promise<Map<number, KnownRecord>> {
  if (ids.length === 0) return new Map();
  const rows = await store
    .selectFrom('crm_records')
    .select(['id', 'record', 'deleted', 'changed_at as changedAt'])
    .where('company', '=', company)
    .where('entity', '=', entity)
    .where('id', 'in', [...ids])
    .execute();
  return new Map(rows.map(({ id, ...known }) => [Number(id), known]));
}

/** Keeps records, each unless a newer state of it is known. Of several states of one the last told wins. */
export async function keepCrmRecords(
  store: Store,
  company: string,
  kept: readonly CrmRecord[],
): Promise<void> {
  const latest = latestOfEach(kept);
  if (latest.length > 0) await sql`with ${sql.join(newestWins(company, latest))} select 1`.execute(store);
}

/** Of several states of one record the newest, and of those the last told. */
function latestOfEach(kept: readonly CrmRecord[]): CrmRecord[] {
  const latest = new Map<string, CrmRecord>();
  for (const one of kept) {
    const key = `${one.entity}:${one.id}`;
    const known = latest.get(key);
    if (!known || known.changedAt <= one.changedAt) latest.set(key, one);
  }
  return [...latest.values()];
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
