import { sql } from 'kysely';
import type { DealFacts } from '#core/conversion-events.ts';
import { Deal } from '#core/model/deal.ts';
import { Organization } from '#core/model/organization.ts';
import { Person } from '#core/model/person.ts';
import { readAccountRequest } from '#core/processes/account-request/state.ts';
import type { Store } from './instances.ts';

interface Row {
  kind: 'deal' | 'person' | 'organization' | 'request';
  id: string;
  record: unknown;
  deleted: boolean;
  version: number;
}

/** What the store knows of a deal: the records around it, and the account that was made for it. */
export type KnownDeal = Pick<DealFacts, 'deal' | 'person' | 'organization' | 'account'>;

/** A deal with its person, its organization and its accepted account request, in one read; undefined: nobody told of it. */
export async function readDealFacts(
  store: Store,
  company: string,
  dealId: number,
): Promise<KnownDeal | undefined> {
  const found = await sql<Row>`
    with deal as (
      select record, deleted, person_id, organization_id from crm_records
      where company = ${company} and entity = 'deal' and id = ${dealId})
    select 'deal' as kind, ${String(dealId)} as id, record, deleted, 0 as version from deal
    union all select 'person', person.id::text, person.record, person.deleted, 0
      from deal join crm_records as person on person.company = ${company} and person.entity = 'person'
        and person.id = deal.person_id
    union all select 'organization', organization.id::text, organization.record, organization.deleted, 0
      from deal join crm_records as organization on organization.company = ${company}
        and organization.entity = 'organization' and organization.id = deal.organization_id
    union all select 'request', id::text, state, false, version from instances
      where id in (select instance_id from links
        where company = ${company} and kind = 'deal' and value = ${String(dealId)})
        and process = 'account-request' and step in ('accepting', 'accepted')`.execute(store);
  const row = (kind: Row['kind']) => found.rows.find((each) => each.kind === kind && !each.deleted);
  const known = found.rows.find(({ kind }) => kind === 'deal');
  if (!known) return undefined;
  const deal = Deal.parse(known.record);
  const person = row('person');
  return {
    deal: known.deleted ? { ...deal, status: 'deleted' } : deal,
    person: person ? Person.parse(person.record) : null,
    organization: organizationOf(
      deal,
      found.rows.find(({ kind }) => kind === 'organization'),
    ),
    account: accountOf(found.rows, dealId),
  };
}

/** One that nobody told of yet is known by its id alone. */
function organizationOf({ organizationId: id }: Deal, row: Row | undefined): DealFacts['organization'] {
  if (id === null || row?.deleted) return null;
  return { id, name: row ? Organization.parse(row.record).name : null };
}

/** A request that went to another deal keeps its link to this one. */
function accountOf(rows: readonly Row[], dealId: number): DealFacts['account'] {
  for (const { kind, id, record, version } of rows) {
    if (kind !== 'request') continue;
    const { account, dealId: own } = readAccountRequest(record, version);
    if (own !== dealId || !account) continue;
    const { created: _created, ...told } = account;
    return { requestId: id, account: { ...told, lastSignInAt: null, usesCount: null } };
  }
  return null;
}
