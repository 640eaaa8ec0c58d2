import { sql } from 'kysely';
import type { Store } from './instances.ts';
import { storable } from './json-text.ts';
import type { DeliveryState } from './schema.ts';

/** What an operator sees of a delivery: not what it said. */
export interface ListedDelivery {
  id: number;
  company: string;
  source: string;
  subject: string;
  receivedAt: Date;
  state: DeliveryState;
  reason: string | null;
  attempts: number;
  /** Of old ones that went well the text is forgotten (clean-up.ts). */
  isForgotten: boolean;
  /** Which operator had it routed again last; null: none did. */
  replay: { by: string; at: string } | null;
}

const columns = sql`id, company, source, subject, received_at as "receivedAt", state, reason, attempts,
  body = '' as "isForgotten", (
    select jsonb_build_object('by', by_name, 'at', at) from delivery_replays
    where delivery_id = deliveries.id order by delivery_replays.id desc limit 1) as replay`;

/**
 * The newest deliveries; a filter left out lets every one through. A state is written into the statement: only so the
 * index is found of those that are few.
 */
export async function listDeliveries(
  store: Store,
  {
    company,
    state,
    limit,
  }: { company?: string | undefined; state?: DeliveryState | undefined; limit: number },
): Promise<ListedDelivery[]> {
  const found = await sql<ListedDelivery>`
    select ${columns} from deliveries
    where company = coalesce(${company ?? null}::text, company) ${state ? sql`and state = ${sql.lit(state)}` : sql``}
    order by id desc limit ${limit}`.execute(store);
  return found.rows;
}

/** How many an operator has to look at. */
export async function countFailedDeliveries(store: Store, company: string | undefined): Promise<number> {
  const found = await sql<{ count: number }>`
    select count(*)::int as count from deliveries
    where state = 'failed' and company = coalesce(${company ?? null}::text, company)`.execute(store);
  return found.rows[0]?.count ?? 0;
}

/** One delivery, or undefined. */
export async function readDelivery(store: Store, id: number): Promise<ListedDelivery | undefined> {
  const found = await sql<ListedDelivery>`select ${columns} from deliveries where id = ${id}`.execute(store);
  return found.rows[0];
}

/**
 * Puts a delivery back among those to be routed, as if it had just come, and keeps who asked for it.
 * @returns whether it was there, had its text, and was not waiting already
 */
export async function routeAnew(store: Store, id: number, by: string): Promise<boolean> {
  const result = await sql`
    with known as (
      select id, state, reason from deliveries where id = ${id} and state <> 'recorded' and body <> '' for update
    ), put_back as (
      update deliveries set state = 'recorded', reason = null, attempts = 0, routed_at = null,
        due_at = clock_timestamp()
      from known where deliveries.id = known.id
    )
    insert into delivery_replays (delivery_id, by_name, state_before, reason_before)
    select id, ${storable(by)}, state, reason from known`.execute(store);
  return result.numAffectedRows === 1n;
}
