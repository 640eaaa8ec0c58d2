import { Kysely, PostgresDialect } from 'kysely';
import pg from 'pg';
import { type Log, startEmbeddedPostgres } from './embedded-postgres.ts';
import { PreparingClient } from './prepared-statements.ts';
import type { Schema } from './schema.ts';

/** The store of the service. */
export type Database = {
  db: Kysely<Schema>;
  /** A connection of its own for what is acknowledged once it is written: who sends waits behind none of our own work. */
  door: Kysely<Schema>;
  pool: pg.Pool;
  /** To open connections of one's own to the same database (the queue, a listener). */
  connectionConfig: pg.PoolConfig;
  kind: 'embedded' | 'given';
  /** Ends the pool, and the embedded server with it. */
  close(): Promise<void>;
};

export type DatabaseOptions = {
  databaseUrl?: string;
  dataDir: string;
  log: Log;
  /** Who asks (node-name.ts); absent: nobody who carries effects out. */
  node?: string;
};

/** More would only make PostgreSQL switch between them: a node has one thread. */
const poolSize = 12;
const connectTimeoutMs = 10_000;
const closeLimitMs = 5_000;
/**
 * Of a node that stands still in the middle of a transaction the others wait for the locks, all their connections in
 * the end: it loses them, and its transaction is undone.
 */
const standstillMs = 15_000;
const oldestVersion = 150000;

/**
 * Opens the PostgreSQL of `databaseUrl`, else starts the embedded one in `dataDir`.
 * Values come as: int8 a number, numeric a string, timestamptz a Date, date a 'YYYY-MM-DD' string, jsonb parsed.
 * @throws Error saying what to do when the server does not answer or is older than PostgreSQL 15.
 */
export async function openDatabase(options: DatabaseOptions): Promise<Database> {
  const { databaseUrl, log, node } = options;
  if (databaseUrl) {
    const given = connectPool({ connectionString: databaseUrl }, log, node);
    return finishOpening({ ...given, kind: 'given' }, async () => undefined);
  }
  const embedded = await startEmbeddedPostgres(options);
  const own = connectPool(embedded.connection, log, node);
  return finishOpening({ ...own, kind: 'embedded' }, () => embedded.stop());
}

type Connected = { pool: pg.Pool; doorPool: pg.Pool; connectionConfig: pg.PoolConfig };

async function finishOpening(
  { doorPool, ...connected }: Connected & Pick<Database, 'kind'>,
  stopServer: () => Promise<void>,
): Promise<Database> {
  const on = (pool: pg.Pool) => new Kysely<Schema>({ dialect: new PostgresDialect({ pool }) });
  const [db, door] = [on(connected.pool), on(doorPool)];
  const close = async () => {
    // A client that is never given back must not keep the server from stopping.
    await Promise.race([Promise.all([db.destroy(), door.destroy()]), elapse(closeLimitMs)]);
    await stopServer();
  };
  try {
    await checkVersion(connected.pool, connected.kind);
  } catch (error) {
    await close();
    throw error;
  }
  return { ...connected, db, door, close };
}

function connectPool(address: pg.PoolConfig, log: Log, node?: string): Connected {
  const connectionConfig: pg.PoolConfig = {
    ...address,
    application_name: 'passerelle',
    connectionTimeoutMillis: connectTimeoutMs,
    idle_in_transaction_session_timeout: standstillMs,
    keepAlive: true,
    types: { getTypeParser },
    ...(node !== undefined && { options: `-c passerelle.node=${node}` }),
  };
  const poolOf = (more: pg.PoolConfig) =>
    listening(new pg.Pool({ ...connectionConfig, Client: PreparingClient, ...more }), log);
  const doorPool = poolOf({ max: 1, idleTimeoutMillis: 0 });
  return { pool: poolOf({ max: poolSize }), doorPool, connectionConfig };
}

function listening(pool: pg.Pool, log: Log): pg.Pool {
  // The pool listens to idle clients only: one lost between two statements of a transaction would end the process.
  pool.on('connect', (client) => {
    client.on('error', (error) => log('database connection lost', { error: error.message }));
  });
  // The same loss again, for idle clients; without a listener it would end the process too.
  pool.on('error', () => undefined);
  return pool;
}

/** Set on our pool alone, so that other users of pg in this process keep its defaults. */
const getTypeParser: typeof pg.types.getTypeParser = (oid: number, format?: 'text' | 'binary') => {
  if (oid === pg.types.builtins.INT8) return Number;
  // A calendar day has no instant: pg would make a Date of it, in the machine's time zone.
  if (oid === pg.types.builtins.DATE) return String;
  return pg.types.getTypeParser(oid, format);
};

async function checkVersion(pool: pg.Pool, kind: Database['kind']): Promise<void> {
  const found = await readVersion(pool).catch((error: Error) => {
    const where = kind === 'given' ? 'The PostgreSQL of DATABASE_URL' : 'The embedded PostgreSQL';
    throw new Error(`${where} does not answer: ${error.message}`, { cause: error });
  });
  if (found.number >= oldestVersion) return;
  throw new Error(`PostgreSQL ${found.name} is too old: give PostgreSQL 15 or newer in DATABASE_URL.`);
}

async function readVersion(pool: pg.Pool): Promise<{ number: number; name: string }> {
  const { rows } = await pool.query<{ number: number; name: string }>(
    "select current_setting('server_version_num')::int as number, current_setting('server_version') as name",
  );
  const [row] = rows;
  if (!row) throw new Error('no version');
  return row;
}

function elapse(delayMs: number): Promise<void> {
  return new Promise((resolve) => {
    setTimeout(resolve, delayMs).unref();
  });
}
