import { type Kysely, sql } from 'kysely';
import pg from 'pg';
import type { Log } from './log.ts';
import { repeat } from './repeat.ts';
import type { Schema } from './store/schema.ts';

/** What the sessions are called by which nodes say where they are reached. */
const namePrefix = 'passerelle at ';
/** PostgreSQL cuts longer names of sessions. */
const nameLengthMax = 63;
const lookAgainMs = 10_000;

/**
 * Says to every node of the store that this one is alive and reached at its PUBLIC_URL, by the name of a session of its
 * own: it ends with the process, so that nothing has to expire after a kill.
 */
export function sayAddress(
  connectionConfig: pg.PoolConfig,
  publicUrl: string,
  log: Log,
): { stop(): Promise<void> } {
  let session: pg.Client | null = null;
  const open = async (): Promise<void> => {
    if (session) return;
    const client = new pg.Client(connectionConfig);
    client.on('error', () => {
      session = null;
      client.end().catch(() => undefined);
    });
    await client.connect();
    await client.query("select set_config('application_name', $1, false)", [nameOf(publicUrl)]);
    session = client;
  };
  const rhythm = { firstMs: 0, everyMs: lookAgainMs, retryMs: lookAgainMs };
  const saying = repeat('say where this node is reached', log, rhythm, open);
  return {
    stop: async () => {
      await saying.stop();
      await session?.end().catch(() => undefined);
    },
  };
}

/** The public addresses of the nodes that are alive on this store; of a long one, its beginning. */
export async function liveAddresses(db: Kysely<Schema>): Promise<string[]> {
  const { rows } = await sql<{ name: string }>`
    select distinct application_name as name from pg_stat_activity
    where datname = current_database() and starts_with(application_name, ${namePrefix}) order by 1`.execute(
    db,
  );
  return rows.map(({ name }) => name.slice(namePrefix.length));
}

/** Whether one of the addresses alive is this one. */
export function isAlive(publicUrl: string, alive: readonly string[]): boolean {
  return alive.includes(nameOf(publicUrl).slice(namePrefix.length));
}

function nameOf(publicUrl: string): string {
  return (namePrefix + publicUrl.replace(/\/+$/, '')).slice(0, nameLengthMax);
}
