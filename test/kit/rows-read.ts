import { type Kysely, sql } from 'kysely';
import type { Store } from '#sync/store/instances.ts';
import type { Schema } from '#sync/store/schema.ts';

/** How many rows of our tables a read went through, by PostgreSQL's own count. */
export async function rowsRead(
  db: Kysely<Schema>,
  read: (store: Store) => Promise<unknown>,
): Promise<number> {
  return db.transaction().execute(async (store) => {
    const before = await rowsSoFar(store);
    await read(store);
    return (await rowsSoFar(store)) - before;
  });
}

async function rowsSoFar(store: Store): Promise<number> {
  const { rows } = await sql<{ count: number }>`
    select sum(coalesce(idx_tup_fetch, 0) + coalesce(seq_tup_read, 0))::int as count
    from pg_stat_xact_user_tables`.execute(store);
  return rows[0]?.count ?? 0;
}
