import { sql } from 'kysely';
import { Deal } from '#core/model/deal.ts';
import { Organization } from '#core/model/organization.ts';
import { Person } from '#core/model/person.ts';
import type { CrmEntity } from './crm-records.ts';
import type { Store } from './instances.ts';
import { isHiddenFrom } from './visibility.ts';

/** What is known about persons of a company, and about deals. */
export interface Standings {
  /** Persons that some instance has to do with. */
  linked: Set<number>;
  /** The owners of the persons. */
  owners: Map<number, number | null>;
  /** The persons of the deals. */
  dealPersons: Map<number, number | null>;
  /** Deals that a conversion follows. */
  followedDeals: Set<number>;
}

/** Reads in one round trip whom records concern. */
export async function readStandings(
  store: Store,
  company: string,
  {
    personIds,
    dealIds,
    followed,
  }: { personIds: readonly number[]; dealIds: readonly number[]; followed: boolean },
): Promise<Standings> {
  const found = await sql<{ kind: StandingKind; id: number; other: number | null }>`
    select 'link' as kind, value::bigint as id, null::bigint as other from links
    where company = ${company} and kind = 'person' and value = any (${personIds.map(String)}::text[])
    union all select 'owner', id, (record ->> 'ownerId')::bigint from crm_records
    where company = ${company} and entity = 'person' and id = any (${[...personIds]}::bigint[])
    union all select 'deal', id, person_id from crm_records
    where company = ${company} and entity = 'deal' and id = any (${[...dealIds]}::bigint[])
    ${followed ? followedAmong(company, personIds, dealIds) : sql``}`.execute(store);
  const pairs = (kind: StandingKind) =>
    found.rows.filter((row) => row.kind === kind).map(({ id, other }) => [id, other] as const);
  return {
    linked: new Set(pairs('link').map(([id]) => id)),
    owners: new Map(pairs('owner')),
    dealPersons: new Map(pairs('deal')),
    followedDeals: new Set(pairs('followed').map(([id]) => id)),
  };
}

type StandingKind = 'link' | 'owner' | 'deal' | 'followed';

/** Persons of conversions, also those whose deal was told before them, and deals of conversions. */
function followedAmong(company: string, personIds: readonly number[], dealIds: readonly number[]) {
  const ofCompany = sql`from links where company = ${company}`;
  return sql`
    union all select 'link', value::bigint, null ${ofCompany} and kind = 'conversion-person'
      and value = any (${personIds.map(String)}::text[])
    union all select 'link', person_id, null from crm_records join links on links.company = ${company}
        and kind = 'conversion-deal' and value = crm_records.id::text
      where crm_records.company = ${company} and entity = 'deal' and person_id = any (${[...personIds]}::bigint[])
    union all select 'followed', value::bigint, null ${ofCompany} and kind = 'conversion-deal'
      and value = any (${dealIds.map(String)}::text[])`;
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
