import { sql } from 'kysely';
import type { Store } from './instances.ts';

/** What an operator looks at first. */
export interface OperatingFigures {
  /** Since when the oldest effect that is due waits; null: none does. */
  oldestEffect: Date | null;
  /** The same of deliveries to be routed. */
  oldestDelivery: Date | null;
  /** Timers whose time is over and that nobody has heard yet. */
  lateTimerCount: number;
  /** What came in within the last hour. */
  receivedCount: number;
  companies: OperatedCompany[];
}

/** A company as an operator sees it. */
export interface OperatedCompany {
  id: string;
  state: string;
  /** Tokens of Pipedrive spent today (UTC), as far as nodes have told. */
  spentTokens: number;
}

/** A bell is late when it was not heard in its second. */
const lateAfterSeconds = 5;

/** Reads them in one round trip, by indexes alone. */
export async function readOperatingFigures(store: Store): Promise<OperatingFigures> {
  const found = await sql<Omit<OperatingFigures, 'companies'>>`
    select
      (select min(due_at) from effects
        where finished_at is null and state in ('waiting', 'retrying') and due_at <= clock_timestamp())
        as "oldestEffect",
      (select min(received_at) from deliveries where state = 'recorded') as "oldestDelivery",
      (select count(*)::int from timers
        where due_at < clock_timestamp() - ${lateAfterSeconds} * interval '1 second') as "lateTimerCount",
      (select count(*)::int from deliveries where id > coalesce((
        select max(id) from deliveries where received_at < now() - interval '1 hour'), 0)) as "receivedCount"
    `.execute(store);
  const companies = await sql<OperatedCompany>`
    select id, state, coalesce((select spent from token_budget
      where company = companies.id and day = (now() at time zone 'utc')::date), 0)::int as "spentTokens"
    from companies order by id`.execute(store);
  const none = { oldestEffect: null, oldestDelivery: null, lateTimerCount: 0, receivedCount: 0 };
  return { ...(found.rows[0] ?? none), companies: companies.rows };
}
