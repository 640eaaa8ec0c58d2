import { type ChildProcessByStdio, spawn } from 'node:child_process';
import { readFile, writeFile } from 'node:fs/promises';
import { createInterface } from 'node:readline';
import type { Readable, Writable } from 'node:stream';
import { setTimeout as wait } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import * as z from 'zod';

const program = fileURLToPath(new URL('../../sandbox/src/main.ts', import.meta.url));
const Ready = z.object({
  ready: z.literal(true),
  url: z.string(),
  environment: z.record(z.string(), z.string()),
});
type Ready = z.infer<typeof Ready>;

/** The stand-ins of the outside, running in a process of their own. */
export interface SandboxBeside {
  url: string;
  /** The variables that point to it. */
  environment: Record<string, string>;
  stop(): void;
}

export interface SandboxOptions {
  /** The service's port: the sandbox takes the next two. */
  port: number;
  host: string;
  file: string;
}

/** The sandbox of a service that was just killed needs a moment to notice and to give its ports back. */
const tryCountMax = 8;
const tryAgainMs = 400;

/**
 * Starts the sandbox beside the service. It ends with us, also when we are killed: its standard input closes.
 * @throws SandboxError when it cannot be started
 */
export async function startSandboxBeside(options: SandboxOptions): Promise<SandboxBeside> {
  for (let count = 1; ; count += 1) {
    const child = launch(options);
    const outcome = await readyOrEnded(child);
    if ('url' in outcome) {
      child.stderr.pipe(process.stderr);
      // Only operator commands miss it.
      await writeFile(besideFile(options), JSON.stringify(outcome), { mode: 0o600 }).catch(() => undefined);
      return { url: outcome.url, environment: outcome.environment, stop: () => child.stdin.end() };
    }
    if (count === tryCountMax) throw new SandboxError(advice(options, outcome.said));
    await wait(tryAgainMs);
  }
}

/** The sandbox that runs beside a service on the same memory; null when there is none. */
export async function findSandboxBeside(
  options: SandboxOptions,
): Promise<Omit<SandboxBeside, 'stop'> | null> {
  const told = Ready.safeParse(jsonOf(await readFile(besideFile(options), 'utf8').catch(() => '')));
  if (!told.success) return null;
  const answer = await fetch(`${told.data.url}/sandbox/counts`).catch(() => null);
  return answer?.ok ? { url: told.data.url, environment: told.data.environment } : null;
}

/** Where the sandbox says how it is reached, for operator commands beside the service. */
function besideFile({ file }: SandboxOptions): string {
  return file.replace(/\.json$/, '.beside.json');
}

/** The sandbox cannot be started; the message says what to do. */
export class SandboxError extends Error {}

type Child = ChildProcessByStdio<Writable, Readable, Readable>;

function launch({ port, host, file }: SandboxOptions): Child {
  const variables = {
    SANDBOX_HOST: host,
    SANDBOX_PORT: String(port + 1),
    SANDBOX_SMTP_PORT: String(port + 2),
    SANDBOX_FILE: file,
    SANDBOX_SERVICE_URL: `http://${host}:${port}`,
    SANDBOX_STOP_WITH_STDIN: '1',
  };
  // Detached: a Ctrl-C in the terminal is for the service, which then stops the sandbox.
  // Its pages' modules have their types stripped by Node itself, which would warn of it at every start.
  return spawn(process.execPath, ['--disable-warning=ExperimentalWarning', program], {
    stdio: ['pipe', 'pipe', 'pipe'],
    detached: true,
    env: { ...process.env, ...variables },
  });
}

function readyOrEnded(child: Child): Promise<Ready | { said: string }> {
  return new Promise((resolve) => {
    let said = '';
    child.stderr.on('data', (chunk: Buffer) => {
      said += chunk;
    });
    child.once('error', (error) => resolve({ said: error.message }));
    child.once('close', () => resolve({ said }));
    createInterface({ input: child.stdout }).on('line', (line) => {
      const ready = Ready.safeParse(jsonOf(line));
      if (ready.success) resolve(ready.data);
    });
  });
}

function advice({ port }: SandboxOptions, said: string): string {
  const ports = `The sandbox needs the ports ${port + 1} and ${port + 2}: stop what listens there, or set PORT.`;
  return said.includes('EADDRINUSE') ? ports : said.trim();
}

function jsonOf(line: string): unknown {
  try {
    return JSON.parse(line);
  } catch {
    return undefined;
  }
}
