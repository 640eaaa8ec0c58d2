import pg from 'pg';
import { companyId } from './webhook-bodies.ts';

/** What a store holds of flows so far. */
export interface StoreUse {
  /** Tables, indexes and what is too long for them, of ours and of the queue. */
  bytes: number;
  /** Tokens of Pipedrive that nodes have told to have spent. */
  tokens: number;
}

/** Reads it after a checkpoint, so that nothing of it is still to be written. */
export async function readStoreUse(databaseUrl: string): Promise<StoreUse> {
  return onStore(databaseUrl, async (client) => {
    await client.query('checkpoint');
    const found = await client.query<{ bytes: string; tokens: string }>(
      `select
        (select coalesce(sum(pg_total_relation_size(oid)), 0) from pg_class
          where relkind in ('r', 'm') and relnamespace in ('public'::regnamespace, 'pgboss'::regnamespace)) as bytes,
        (select coalesce(sum(spent), 0) from token_budget where company = $1) as tokens`,
      [companyId],
    );
    return { bytes: Number(found.rows[0]?.bytes), tokens: Number(found.rows[0]?.tokens) };
  });
}

/** Rows a second that so many connections write, each a commit of its own: the most that this store and its disk give. */
export async function commitsPerSecond(
  databaseUrl: string,
  connections: number,
  seconds: number,
): Promise<number> {
  await onStore(databaseUrl, (client) =>
    client.query('create table if not exists commits (id bigint generated always as identity, body text)'),
  );
  const pool = new pg.Pool({ connectionString: databaseUrl, max: connections });
  const startedAt = performance.now();
  const untilMs = startedAt + seconds * 1000;
  let commits = 0;
  const writeMany = async () => {
    const client = await pool.connect();
    for (; performance.now() < untilMs; commits += 1) {
      await client.query({ name: 'commit', text: 'insert into commits (body) values ($1)', values: [body] });
    }
    client.release();
  };
  try {
    await Promise.all(Array.from({ length: connections }, writeMany));
    return (commits / (performance.now() - startedAt)) * 1000;
  } finally {
    await pool.end();
  }
}

/** Runs something on a connection of its own. */
export async function onStore<T>(databaseUrl: string, work: (client: pg.Client) => Promise<T>): Promise<T> {
  const client = new pg.Client({ connectionString: databaseUrl });
  await client.connect();
  try {
    return await work(client);
  } finally {
    await client.end();
  }
}

const body = 'x'.repeat(200);
