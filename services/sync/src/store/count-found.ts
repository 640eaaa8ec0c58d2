import { sql } from 'kysely';
import type { Store } from './instances.ts';
import { conditionsOf, countNear, stepOrder, type WantedRequests } from './request-list.ts';

/** So many are counted at most: beyond that, nobody turns the pages to their end. */
const countMax = 1_000;

const newestFirst = { sort: 'submittedAt', direction: 'desc', after: null } as const;

/** How many requests a list has on all its pages; null when they are more than 1 000. */
export async function countFound(
  store: Store,
  company: string,
  wanted: Omit<WantedRequests, 'after' | 'limit' | 'sort' | 'direction'>,
): Promise<number | null> {
  const steps = wanted.steps.length > 0 ? wanted.steps : stepOrder;
  // What is common is there at once; an index would tell of all of it first.
  const near = await countNear(store, company, { ...wanted, steps, ...newestFirst });
  if (near.counts.values().reduce((sum, count) => sum + count, 0) > countMax) return null;
  const found = await sql<{ count: number }>`
    select count(*)::int as count from (
      select 1 from instances
      where company = ${company} and process = 'account-request' and step = any (${[...steps]}::text[])
        ${conditionsOf(wanted, near)}
      limit ${countMax + 1}) as found`.execute(store);
  const count = found.rows[0]?.count ?? 0;
  return count > countMax ? null : count;
}
