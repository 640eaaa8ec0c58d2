import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { setTimeout as sleep } from 'node:timers/promises';
import type { ServerAccount } from './embedded-postgres-account.ts';
import { readServerFile } from './embedded-postgres-leftovers.ts';
import type { ServerLog } from './embedded-postgres-log.ts';

/** Everything that one start of the server needs. */
export type ServerPlan = {
  program: string;
  account: ServerAccount;
  cluster: string;
  socketFolder: string;
  serverLog: ServerLog;
  maxConnections: number;
};

/** A server that accepts connections. `exited` resolves, with the reason in words, when it ends for any cause. */
export type RunningServer = { exited: Promise<string>; stop(): Promise<void> };

/** Names the socket's file; nothing listens on the network (its OpenSSL is end of life, stack.md 2). */
export const embeddedPort = 5432;

const settings = {
  listen_addresses: '',
  port: embeddedPort,
  unix_socket_permissions: '0700',
  shared_buffers: '64MB',
  max_wal_size: '256MB',
  fsync: 'on',
  synchronous_commit: 'on',
  full_page_writes: 'on',
  wal_level: 'minimal',
  max_wal_senders: 0,
  max_logical_replication_workers: 0,
  autovacuum: 'on',
  jit: 'off',
  // Fewer processes, and no need of /dev/shm (64 MB in a container).
  io_method: 'sync',
  max_parallel_workers_per_gather: 0,
  timezone: 'UTC',
  log_timezone: 'UTC',
  // No statement and no value of a row reaches the log: they may hold personal data.
  log_min_messages: 'log',
  log_min_error_statement: 'panic',
  log_error_verbosity: 'terse',
  log_checkpoints: 'off',
};

/**
 * The shell becomes the server; before, it leaves a watcher behind that waits for the end of our pipe (fd 3) and
 * then asks the server for a fast shutdown. The kernel closes the pipe even when we die by kill -9. The watcher is
 * detached twice so that the server never sees it as a child of its own.
 */
const startUnderWatch = `
  ( ( trap '' HUP INT TERM; read -r _ <&3; kill -INT $$ ) >/dev/null 2>&1 & )
  exec "$@" 3<&-`;

/**
 * Starts the server and returns when it accepts connections (after a crash: when it has recovered).
 * @throws Error with the server's last words when it ends before.
 */
export async function startServer(plan: ServerPlan): Promise<RunningServer> {
  const child = spawnServer(plan);
  const exited = once(child, 'exit').then(
    ([code, signal]) => `exit ${signal ?? code}`,
    (error: Error) => error.message,
  );
  let reason: string | undefined;
  void exited.then((text) => {
    reason = text;
    closeWatch(child);
  });
  while (!isReady(plan.cluster, child)) {
    if (reason !== undefined) {
      throw new Error(`The embedded PostgreSQL did not start (${reason}): ${plan.serverLog.tail()}`);
    }
    await sleep(10);
  }
  return { exited, stop: () => stopServer(child, exited) };
}

function spawnServer(plan: ServerPlan): ChildProcess {
  const { account, cluster, socketFolder, program, serverLog } = plan;
  const places = { unix_socket_directories: socketFolder, max_connections: plan.maxConnections };
  const values = Object.entries({ ...settings, ...places });
  const options = values.flatMap(([name, value]) => ['-c', `${name}=${value}`]);
  const shell = ['/bin/sh', '-c', startUnderWatch, 'sh', program, '-D', cluster, ...options];
  const [file = '', ...args] = [...account.prefix, ...shell];
  const child = spawn(file, args, {
    ...account.spawnOptions,
    // In a group of its own: a Ctrl-C in the terminal reaches us alone, and we stop the server in good order.
    detached: true,
    stdio: ['ignore', serverLog.fd, serverLog.fd, 'pipe'],
  });
  child.stdio[3]?.on('error', () => closeWatch(child));
  return child;
}

function closeWatch(child: ChildProcess): void {
  child.stdio[3]?.destroy();
}

function isReady(cluster: string, child: ChildProcess): boolean {
  const file = readServerFile(cluster);
  return file?.pid === child.pid && file?.isReady === true;
}

async function stopServer(child: ChildProcess, exited: Promise<string>): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  // Fast shutdown: open transactions are rolled back, everything committed is written.
  child.kill('SIGINT');
  const impatient = setTimeout(() => child.kill('SIGQUIT'), 15_000);
  await exited;
  clearTimeout(impatient);
}
