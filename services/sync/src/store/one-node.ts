import { type Kysely, sql } from 'kysely';
import type { Schema } from './schema.ts';

const standstillMs = 30_000;

/**
 * Reads something on one node at a time, as `onOneNode`; but a node that stands still holds nobody up: PostgreSQL ends its
 * session, and another node takes over. Only for what may go on on two nodes when that one comes back.
 * @param stillMs it stands still when nothing was heard of it for so long
 * @returns undefined when another node is at it
 */
export async function readOnOneNode<T>(
  db: Kysely<Schema>,
  name: string,
  work: () => Promise<T>,
  stillMs = standstillMs,
): Promise<T | undefined> {
  return holding(db, name, async (connection) => {
    await sql`set idle_session_timeout = ${sql.lit(stillMs)}`.execute(connection);
    // One that is lost says so at the end.
    const saySo = () => void sql`select`.execute(connection).catch(() => undefined);
    const timer = setInterval(saySo, stillMs / 5);
    try {
      return await work();
    } finally {
      clearInterval(timer);
      await sql`reset idle_session_timeout`.execute(connection).catch(() => undefined);
    }
  });
}

/**
 * Does something on one node at a time. It holds a connection meanwhile: its end frees the lock, also after a kill.
 * @returns undefined when another node is at it
 */
export async function onOneNode<T>(
  db: Kysely<Schema>,
  name: string,
  work: () => Promise<T>,
): Promise<T | undefined> {
  return holding(db, name, work);
}

function holding<T>(
  db: Kysely<Schema>,
  name: string,
  work: (connection: Kysely<Schema>) => Promise<T>,
): Promise<T | undefined> {
  const key = sql`hashtextextended(${name}, 11)`;
  return db.connection().execute(async (connection) => {
    const asked = await sql<{ locked: boolean }>`select pg_try_advisory_lock(${key}) as locked`.execute(
      connection,
    );
    if (asked.rows[0]?.locked !== true) return undefined;
    try {
      return await work(connection);
    } finally {
      // A lock that cannot be given back went with its connection.
      await sql`select pg_advisory_unlock(${key})`.execute(connection).catch(() => undefined);
    }
  });
}
