import { type Kysely, sql } from 'kysely';
import type { Schema } from './schema.ts';

/**
 * Does something on one node at a time. It holds a connection meanwhile: its end frees the lock, also after a kill.
 * @returns undefined when another node is at it
 */
export async function onOneNode<T>(
  db: Kysely<Schema>,
  name: string,
  work: () => Promise<T>,
): Promise<T | undefined> {
  const key = sql`hashtextextended(${name}, 11)`;
  return db.connection().execute(async (connection) => {
    const asked = await sql<{ locked: boolean }>`select pg_try_advisory_lock(${key}) as locked`.execute(
      connection,
    );
    if (asked.rows[0]?.locked !== true) return undefined;
    try {
      return await work();
    } finally {
      // A lock that cannot be given back went with its connection.
      await sql`select pg_advisory_unlock(${key})`.execute(connection).catch(() => undefined);
    }
  });
}
