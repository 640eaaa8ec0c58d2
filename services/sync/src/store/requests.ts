import { sql } from 'kysely';
import type { Step } from '#core/contract/request-view.ts';
import { Deal } from '#core/model/deal.ts';
import { readAccountRequest } from '#core/processes/account-request/state.ts';
import { readCrmRecord } from './crm-records.ts';
import type { InstanceRow, Store } from './instances.ts';
import { linkedInstances } from './links.ts';
import { isHiddenFrom, leavingOut } from './visibility.ts';

const processName = 'account-request';
const columns = sql`id, company, process, version, revision, step, state, created_at as "createdAt"`;

/**
 * How many requests of a company stand in each step: the sum of what entered and left it.
 * @param hidden audiences whose requests are left out (visibility.ts)
 */
export async function countRequests(
  store: Store,
  company: string,
  hidden: readonly number[] = [],
): Promise<Record<Step, number>> {
  const found = await sql<{ step: Step; count: number }>`
    select step, sum(change)::int as count from step_changes
    where company = ${company} and process = ${processName} ${leavingOut(hidden)}
    group by step`.execute(store);
  const none: Record<Step, number> = {
    incomplete: 0,
    pending: 0,
    'awaiting-evidence': 0,
    accepting: 0,
    accepted: 0,
    refusing: 0,
    refused: 0,
    withdrawn: 0,
  };
  return { ...none, ...Object.fromEntries(found.rows.map(({ step, count }) => [step, count])) };
}

/**
 * The requests that have to do with a deal or a person, the closest first: the one that moves this deal, the one of its
 * person (E-09), those that had to do with it before; of several, the newest.
 */
export async function requestsOf(
  store: Store,
  company: string,
  kind: 'deal' | 'person',
  id: number,
): Promise<string[]> {
  const personId = kind === 'person' ? id : await personOfDeal(store, company, id);
  const ofPerson =
    personId === null ? [] : await linkedInstances(store, company, 'person', [String(personId)]);
  const ofDeal = kind === 'person' ? [] : await linkedInstances(store, company, 'deal', [String(id)]);
  const closeness = ({ state, version }: InstanceRow, isOfPerson: boolean) => {
    const { dealId, person } = readAccountRequest(state, version);
    const moves = kind === 'deal' && dealId === id;
    return (moves ? 4 : 0) + (person.id === personId ? 2 : 0) + (isOfPerson ? 1 : 0);
  };
  const ranked = [
    ...ofPerson.map((row) => ({ row, closeness: closeness(row, true) })),
    ...ofDeal.map((row) => ({ row, closeness: closeness(row, false) })),
  ].toSorted((a, b) => b.closeness - a.closeness || b.row.createdAt.getTime() - a.row.createdAt.getTime());
  return [...new Set(ranked.map(({ row }) => row.id))];
}

async function personOfDeal(store: Store, company: string, id: number): Promise<number | null> {
  const deal = Deal.safeParse((await readCrmRecord(store, company, 'deal', id))?.record);
  return deal.data?.personId ?? null;
}

/** So many requests of an organization are shown at most. */
const ofOrganizationMax = 100;

/**
 * The requests of an organization that the staff member may see, newest first; one that turned out to be of another is
 * not among them.
 */
export async function requestsOfOrganization(
  store: Store,
  company: string,
  organizationId: number,
  staffId: number,
): Promise<InstanceRow[]> {
  const found = await sql<InstanceRow>`
    select ${columns} from instances
    where id in (select instance_id from links
      where company = ${company} and kind = 'organization' and value = ${String(organizationId)})
      and process = ${processName} and state #>> '{organization,id}' = ${String(organizationId)}
      and not ${isHiddenFrom(staffId)}
    order by created_at desc, id desc limit ${ofOrganizationMax}`.execute(store);
  return found.rows;
}
