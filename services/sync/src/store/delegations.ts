import { sql } from 'kysely';
import type { Store } from './instances.ts';

/** Somebody decides in place of a staff member who is away. */
export interface Delegation {
  company: string;
  /** Pipedrive id of who is away. */
  staffId: number;
  /** Pipedrive id of who decides meanwhile. */
  delegateId: number;
  fromAt: Date;
  untilAt: Date;
}

const columns = sql`company, staff_id as "staffId", delegate_id as "delegateId", from_at as "fromAt",
  until_at as "untilAt"`;

/** Keeps a delegation; whatever the person had for now or later is replaced. */
export async function keepDelegation(store: Store, delegation: Delegation): Promise<void> {
  const { company, staffId, delegateId, fromAt, untilAt } = delegation;
  await sql`
    with ended as (
      delete from delegations
      where company = ${company} and staff_id = ${staffId} and until_at > clock_timestamp())
    insert into delegations (company, staff_id, delegate_id, from_at, until_at)
    values (${company}, ${staffId}, ${delegateId}, ${fromAt}, ${untilAt})`.execute(store);
}

/** The person is back. @returns whether they had been away, or would have been */
export async function endDelegation(store: Store, company: string, staffId: number): Promise<boolean> {
  const ended = await sql`
    delete from delegations
    where company = ${company} and staff_id = ${staffId} and until_at > clock_timestamp()`.execute(store);
  return (ended.numAffectedRows ?? 0n) > 0n;
}

/** Who is away at an instant, and who decides meanwhile. */
export async function delegationsAt(store: Store, company: string, at: Date): Promise<Delegation[]> {
  const found = await sql<Delegation>`
    select ${columns} from delegations where company = ${company} and from_at <= ${at} and until_at > ${at}
    order by id`.execute(store);
  return found.rows;
}

/** The delegation of a person that holds now or will; undefined without one. */
export async function delegationOf(
  store: Store,
  company: string,
  staffId: number,
): Promise<Delegation | undefined> {
  const found = await sql<Delegation>`
    select ${columns} from delegations
    where company = ${company} and staff_id = ${staffId} and until_at > clock_timestamp()
    order by from_at limit 1`.execute(store);
  return found.rows[0];
}
