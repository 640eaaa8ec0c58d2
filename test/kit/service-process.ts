import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createServer } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';

/** The real service in a process of its own, on one address for all its lives. */
export interface ServiceProcess {
  readonly url: string;
  /** Starts a new life; returns at once, see `ready`. */
  start(): void;
  /** Waits until the service says that it is ready. @throws Error with its last words when it ends before */
  ready(): Promise<void>;
  /** kill -9; resolves when the process is gone. */
  kill(): Promise<void>;
  /** SIGTERM; resolves with its exit code (null after a signal). */
  stop(): Promise<number | null>;
  /** Of the present life. */
  pid(): number | undefined;
  /** Whether the present life has not ended by itself. */
  isAlive(): boolean;
  /** What its lives wrote, newest last, at most some 200 kB. */
  output(): string;
}

const ownScript = fileURLToPath(new URL('../../services/sync/src/main.ts', import.meta.url));
const outputMax = 200_000;

/**
 * @param variables the environment of the service; PORT is added
 * @param nodeOptions options of Node itself, as in the start script
 * @param script what starts it: that of this code, or of another release
 */
export async function createServiceProcess(
  variables: Record<string, string>,
  nodeOptions: string[] = [],
  script = ownScript,
): Promise<ServiceProcess> {
  const port = await freePort();
  const url = `http://127.0.0.1:${port}`;
  let child: ChildProcess | undefined;
  let text = '';
  const hear = (chunk: Buffer) => {
    text = (text + chunk.toString()).slice(-outputMax);
  };
  const end = async (signal: NodeJS.Signals): Promise<number | null> => {
    const ending = child;
    child = undefined;
    if (!ending || ending.exitCode !== null || ending.signalCode !== null) return ending?.exitCode ?? null;
    const exited = once(ending, 'exit');
    ending.kill(signal);
    await exited;
    return ending.exitCode;
  };
  return {
    url,
    start() {
      const { PATH = '' } = process.env;
      const env = { PATH, ...variables, PORT: String(port) };
      child = spawn(process.execPath, [...nodeOptions, script], { env, stdio: ['ignore', 'pipe', 'pipe'] });
      child.stdout?.on('data', hear);
      child.stderr?.on('data', hear);
    },
    async ready() {
      while (!(await answers(`${url}/health/ready`))) {
        if (!child || child.exitCode !== null || child.signalCode !== null)
          throw new Error(`The service ended while starting:\n${text}`);
        await sleep(20);
      }
    },
    kill: async () => void (await end('SIGKILL')),
    stop: () => end('SIGTERM'),
    pid: () => child?.pid,
    isAlive: () => child !== undefined && child.exitCode === null && child.signalCode === null,
    output: () => text,
  };
}

async function answers(url: string): Promise<boolean> {
  try {
    const response = await fetch(url, { signal: AbortSignal.timeout(2_000) });
    await response.arrayBuffer();
    return response.ok;
  } catch {
    return false;
  }
}

/** A port nobody listens on just now. */
async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  server.close();
  await once(server, 'close');
  if (address === null || typeof address === 'string') throw new Error('no port');
  return address.port;
}
