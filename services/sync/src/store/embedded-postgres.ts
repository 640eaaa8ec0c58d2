import { mkdir, realpath } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { chooseAccount } from './embedded-postgres-account.ts';
import { findBinaries } from './embedded-postgres-binaries.ts';
import { embeddedName, prepareCluster, prepareSocketFolder } from './embedded-postgres-cluster.ts';
import { clearLeftovers } from './embedded-postgres-leftovers.ts';
import { openServerLog } from './embedded-postgres-log.ts';
import {
  embeddedPort,
  type RunningServer,
  type ServerPlan,
  startServer,
} from './embedded-postgres-server.ts';
import { lockFolder } from './folder-lock.ts';

export type Log = (message: string, fields?: object) => void;

/** A PostgreSQL of our own that accepts connections on a unix socket; `host` is the socket's folder. */
export type EmbeddedPostgres = {
  connection: { host: string; port: number; user: string; database: string };
  /** Fast shutdown; returns when the server is gone and the folder is free for another service. */
  stop(): Promise<void>;
};

export type EmbeddedPostgresOptions = {
  dataDir: string;
  log: Log;
  /** Called with the reason each time the server ends by itself; it is started again in any case. */
  onExit?: (reason: string) => void;
  /** How many connections the server takes; absent = enough for one service and an operator beside it. */
  maxConnections?: number;
};

const defaultMaxConnections = 60;
const firstBackoffMs = 200;
const maxBackoffMs = 10_000;
/** A server that lived that long died of something new: its restart does not wait. */
const healthyAfterMs = 60_000;

/**
 * Starts the PostgreSQL that came by npm on `<dataDir>/postgres` (created at the first start), and keeps it running:
 * restarted when it dies, stopped when this process dies. Its messages are in `<dataDir>/postgres.log`.
 * @throws Error, saying what to do, when another service uses the folder, when this machine has no such PostgreSQL,
 *   or when the server does not start.
 */
export async function startEmbeddedPostgres(options: EmbeddedPostgresOptions): Promise<EmbeddedPostgres> {
  // As root the server runs under another account, which has to pass through the folder.
  await mkdir(options.dataDir, { recursive: true, mode: process.getuid?.() === 0 ? 0o711 : 0o700 });
  const folder = await realpath(options.dataDir);
  const lock = lockFolder(folder);
  const serverLog = openServerLog(join(folder, 'postgres.log'));
  const release = () => {
    serverLog.close();
    lock.release();
  };
  try {
    const { maxConnections = defaultMaxConnections } = options;
    const plan = { ...(await planServer(folder)), serverLog, maxConnections };
    const stopServer = await keepRunning(plan, options);
    const connection = {
      host: plan.socketFolder,
      port: embeddedPort,
      user: embeddedName,
      database: embeddedName,
    };
    let stopped: Promise<void> | undefined;
    return {
      connection,
      stop() {
        stopped ??= stopServer().finally(release);
        return stopped;
      },
    };
  } catch (error) {
    release();
    throw error;
  }
}

async function planServer(folder: string): Promise<Omit<ServerPlan, 'serverLog' | 'maxConnections'>> {
  const binaries = await findBinaries();
  const account = await chooseAccount(binaries, folder);
  const cluster = await prepareCluster(folder, binaries, account);
  const socketFolder = await prepareSocketFolder(cluster, account);
  return { program: binaries.postgres, account, cluster, socketFolder };
}

async function keepRunning(plan: ServerPlan, options: EmbeddedPostgresOptions): Promise<() => Promise<void>> {
  const stopping = new AbortController();
  let server: RunningServer | undefined = await start(plan, options.log);
  const supervise = async () => {
    for (let failures = 0; server; ) {
      const startedAt = Date.now();
      const reason = await server.exited;
      if (stopping.signal.aborted) return;
      if (Date.now() - startedAt > healthyAfterMs) failures = 0;
      options.log('embedded PostgreSQL: the server ended by itself, starting it again', { reason });
      options.onExit?.(reason);
      server = await restart(plan, options.log, failures++, stopping.signal);
    }
  };
  const supervised = supervise();
  return async () => {
    stopping.abort();
    await server?.stop();
    await supervised;
  };
}

/** Tries until the server runs; undefined when the service stops meanwhile. */
async function restart(
  plan: ServerPlan,
  log: Log,
  failures: number,
  stopping: AbortSignal,
): Promise<RunningServer | undefined> {
  for (let attempt = failures; !stopping.aborted; attempt++) {
    const delayMs = attempt === 0 ? 0 : Math.min(firstBackoffMs * 2 ** (attempt - 1), maxBackoffMs);
    await sleep(delayMs, undefined, { signal: stopping }).catch(() => undefined);
    if (stopping.aborted) return undefined;
    const server = await start(plan, log).catch((error: Error) => log(error.message));
    if (!server) continue;
    if (!stopping.aborted) return server;
    await server.stop();
  }
  return undefined;
}

async function start(plan: ServerPlan, log: Log): Promise<RunningServer> {
  await clearLeftovers(plan.cluster, join(plan.socketFolder, `.s.PGSQL.${embeddedPort}`), log);
  return startServer(plan);
}
