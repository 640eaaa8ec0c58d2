import { sql } from 'kysely';
import { Deal } from '#core/model/deal.ts';
import { Organization } from '#core/model/organization.ts';
import { Person } from '#core/model/person.ts';
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

/** Keeps a record unless a newer state is known; true when it was kept. */
export async function keepCrmRecord(store: Store, company: string, kept: CrmRecord): Promise<boolean> {
  const { record } = kept;
  const personId = 'personId' in record ? record.personId : null;
  const organizationId = 'organizationId' in record ? record.organizationId : null;
  const result = await sql`
    insert into crm_records (company, entity, id, record, deleted, person_id, organization_id, changed_at)
    values (${company}, ${kept.entity}, ${kept.id}, ${jsonText(record)}::jsonb, ${kept.deleted}, ${personId},
      ${organizationId}, ${kept.changedAt})
    on conflict (company, entity, id) do update set record = excluded.record, deleted = excluded.deleted,
      person_id = excluded.person_id, organization_id = excluded.organization_id, changed_at = excluded.changed_at
    where crm_records.changed_at <= excluded.changed_at`.execute(store);
  return result.numAffectedRows === 1n;
}

/** A person with the deals and the organization known of them. */
export async function readCrmFacts(store: Store, company: string, personId: number) {
  const known = await readCrmRecord(store, company, 'person', personId);
  const person = known && !known.deleted ? Person.parse(known.record) : null;
  const deals = await dealsWhere(store, company, 'person_id', personId);
  const organizationId = person?.organizationId ?? deals[0]?.organizationId ?? null;
  const organization =
    organizationId === null ? undefined : await readCrmRecord(store, company, 'organization', organizationId);
  return {
    known: known !== undefined,
    facts: {
      person,
      deals,
      organization: organization && !organization.deleted ? Organization.parse(organization.record) : null,
    },
  };
}

/** Open deals of an organization, newest first. */
export async function openDealsOfOrganization(
  store: Store,
  company: string,
  organizationId: number,
): Promise<Deal[]> {
  const deals = await dealsWhere(store, company, 'organization_id', organizationId);
  return deals.filter((deal) => deal.status === 'open');
}

async function dealsWhere(
  store: Store,
  company: string,
  column: 'person_id' | 'organization_id',
  id: number,
): Promise<Deal[]> {
  const rows = await store
    .selectFrom('crm_records')
    .select(['record', 'deleted'])
    .where('company', '=', company)
    .where('entity', '=', 'deal')
    .where(column, '=', id)
    .orderBy('id', 'desc')
    .limit(200)
    .execute();
  return rows.map((row) => {
    const deal = Deal.parse(row.record);
    return row.deleted ? { ...deal, status: 'deleted' } : deal;
  });
}
