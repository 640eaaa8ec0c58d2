import { readdirSync, readFileSync, readlinkSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { connect } from 'node:net';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';

/** What the server writes into `postmaster.pid` about itself. */
export type ServerFile = { pid: number; isReady: boolean };

/** Reads `postmaster.pid` (line 1: process, line 8: status); undefined when there is none yet. */
export function readServerFile(cluster: string): ServerFile | undefined {
  try {
    const lines = readFileSync(join(cluster, 'postmaster.pid'), 'utf8').split('\n');
    return { pid: Number(lines[0]), isReady: lines[7]?.trim() === 'ready' };
  } catch {
    return undefined;
  }
}

/**
 * Clears the way for a start: ends every server process that an earlier run left on this cluster (a service and
 * its watcher both killed -9, or workers that outlive a killed server for a moment), then drops the left-over
 * lock files of the server, whose process number may by now be another program's. Call it under our folder lock.
 * @throws Error when a server that we may not stop, or cannot see (another container's), still holds the cluster.
 */
export async function clearLeftovers(
  cluster: string,
  socketPath: string,
  log: (message: string, fields?: object) => void,
): Promise<void> {
  const pids = findServerProcesses(cluster);
  if (pids.length > 0) {
    log('embedded PostgreSQL: ending server processes that were left behind', { pids });
    await endProcesses(cluster);
  }
  await waitForSilence(cluster, socketPath);
  await rm(join(cluster, 'postmaster.pid'), { force: true });
  await rm(`${socketPath}.lock`, { force: true });
}

/** Every process of a PostgreSQL server works inside its cluster's folder. */
function findServerProcesses(cluster: string): number[] {
  return readdirSync('/proc')
    .map(Number)
    .filter((pid) => pid > 0 && workingFolder(pid) === cluster);
}

function workingFolder(pid: number): string | undefined {
  try {
    return readlinkSync(`/proc/${pid}/cwd`);
  } catch {
    return undefined;
  }
}

async function endProcesses(cluster: string): Promise<void> {
  const main = readServerFile(cluster)?.pid;
  if (main && findServerProcesses(cluster).includes(main)) {
    signal([main], 'SIGINT');
    if (await areGone(cluster, 10_000)) return;
  }
  signal(findServerProcesses(cluster), 'SIGQUIT');
  if (await areGone(cluster, 5_000)) return;
  signal(findServerProcesses(cluster), 'SIGKILL');
  if (await areGone(cluster, 2_000)) return;
  throw new Error(`Processes ${findServerProcesses(cluster).join(', ')} still hold ${cluster}: stop them.`);
}

function signal(pids: number[], name: NodeJS.Signals): void {
  for (const pid of pids) {
    try {
      process.kill(pid, name);
    } catch {
      // Gone in the meantime, or not ours: the wait that follows tells.
    }
  }
}

async function areGone(cluster: string, limitMs: number): Promise<boolean> {
  for (let waitedMs = 0; findServerProcesses(cluster).length > 0; waitedMs += 20) {
    if (waitedMs >= limitMs) return false;
    await sleep(20);
  }
  return true;
}

async function waitForSilence(cluster: string, socketPath: string): Promise<void> {
  for (let attempt = 0; await answers(socketPath); attempt++) {
    if (attempt >= 50) {
      throw new Error(`A PostgreSQL outside this container or account serves ${cluster}: stop it first.`);
    }
    await sleep(100);
  }
}

function answers(socketPath: string): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect(socketPath);
    socket.once('connect', () => resolve(true)).once('error', () => resolve(false));
    socket.once('connect', () => socket.destroy());
  });
}
