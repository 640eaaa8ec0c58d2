import { sql } from 'kysely';
import type { Store } from './instances.ts';

/** What waits, what runs and what gave up, counted. */
export async function countBacklog(store: Store): Promise<{ what: string; state: string; count: number }[]> {
  const found = await sql<{ what: string; state: string; count: number }>`
    select 'deliveries' as what, state, count(*)::int as count from deliveries
      where state in ('recorded', 'failed', 'unreadable') group by state
    union all select 'effects', state, count(*)::int from effects
      where state in ('waiting', 'running', 'retrying', 'dead-letter') group by state
    union all select 'requests', step, count(*)::int from instances group by step`.execute(store);
  return found.rows;
}
