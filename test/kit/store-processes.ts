import { type ChildProcess, execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { readdirSync, readFileSync, readlinkSync } from 'node:fs';
import { chmod, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import pg from 'pg';
import { type EmbeddedPostgres, startEmbeddedPostgres } from '#sync/store/embedded-postgres.ts';

export const isRoot = process.getuid?.() === 0;
const run = promisify(execFile);
const script = (name: string) => fileURLToPath(new URL(name, import.meta.url));

/** A data folder that vanishes with the test file. Root's server runs under another account: let it pass. */
export async function temporaryFolder(mode = 0o755): Promise<{ path: string; remove(): Promise<void> }> {
  const path = await mkdtemp(join(tmpdir(), 'passerelle-store-'));
  await chmod(path, mode);
  return { path, remove: () => rm(path, { recursive: true, force: true, maxRetries: 5 }) };
}

/** Starts store-service.ts in a process of its own and waits until its store is ready. */
export async function spawnService(dataDir: string, prefix: string[] = []): Promise<ChildProcess> {
  const [file = '', ...args] = [...prefix, process.execPath, script('store-service.ts'), dataDir];
  const child = spawn(file, args, { stdio: ['ignore', 'pipe', 'pipe'] });
  let errors = '';
  child.stderr.on('data', (chunk) => {
    errors += chunk;
  });
  const first = await Promise.race([once(child.stdout, 'data'), once(child, 'close')]);
  if (!String(first[0]).startsWith('ready')) throw new Error(`service did not start: ${errors}`);
  return child;
}

/** Runs store-migration.ts to its end and returns the names of the files that it applied. */
export async function runMigration(databaseUrl: string, folder: string): Promise<string[]> {
  const { stdout } = await run(process.execPath, [script('store-migration.ts'), databaseUrl, folder]);
  return stdout
    .split('\n')
    .filter(Boolean)
    .map((line) => JSON.parse(line).name);
}

/** Process ids of the server (its processes work inside the cluster) and of its watcher, for one data folder. */
export function listProcesses(dataDir: string): { servers: number[]; watchers: number[] } {
  const cluster = join(dataDir, 'postgres');
  const pids = readdirSync('/proc').map(Number).filter(Boolean);
  const read = (take: () => string) => {
    try {
      return take();
    } catch {
      return '';
    }
  };
  return {
    servers: pids.filter((pid) => read(() => readlinkSync(`/proc/${pid}/cwd`)) === cluster),
    watchers: pids.filter((pid) =>
      read(() => readFileSync(`/proc/${pid}/cmdline`, 'utf8')).startsWith(`/bin/sh\0-c\0`)
        ? read(() => readFileSync(`/proc/${pid}/cmdline`, 'utf8')).includes(`\0${cluster}\0`)
        : false,
    ),
  };
}

export function mainProcess(dataDir: string): number {
  return Number(readFileSync(join(dataDir, 'postgres', 'postmaster.pid'), 'utf8').split('\n')[0]);
}

/** Waits until `check` holds; fails after `limitMs`. */
export async function waitUntil(check: () => boolean | Promise<boolean>, limitMs = 12_000): Promise<void> {
  const startedAt = Date.now();
  while (!(await check())) {
    if (Date.now() - startedAt > limitMs) throw new Error(`not so within ${limitMs} ms: ${check}`);
    await sleep(20);
  }
}

export async function query(connection: EmbeddedPostgres['connection'], sql: string): Promise<object[]> {
  const client = new pg.Client(connection);
  // Tests kill servers: the query fails then, and says so itself.
  client.on('error', () => undefined);
  await client.connect();
  try {
    return (await client.query(sql)).rows;
  } finally {
    await client.end();
  }
}

/** The address of an embedded server in the form of DATABASE_URL. */
export function urlOf(connection: EmbeddedPostgres['connection'], database = connection.database): string {
  return `postgres://${connection.user}@localhost:${connection.port}/${database}?host=${encodeURIComponent(connection.host)}`;
}

/** Runs `work` on a started server, and stops it whatever happens. */
export async function withServer<T>(
  dataDir: string,
  work: (server: EmbeddedPostgres) => Promise<T>,
): Promise<T> {
  const server = await startEmbeddedPostgres({ dataDir, log: () => undefined });
  try {
    return await work(server);
  } finally {
    await server.stop();
  }
}
