import { spawn } from 'node:child_process';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import * as z from 'zod';

const program = fileURLToPath(new URL('../../sandbox/src/main.ts', import.meta.url));
const Ready = z.object({
  ready: z.literal(true),
  url: z.string(),
  environment: z.record(z.string(), z.string()),
});

/** The stand-ins of the outside, running in a process of their own. */
export interface SandboxBeside {
  url: string;
  /** The variables that point to it. */
  environment: Record<string, string>;
  stop(): void;
}

/**
 * Starts the sandbox beside the service. It ends with us, also when we are killed: its standard input closes.
 * @throws Error when it ends before it is ready
 */
export function startSandboxBeside(options: {
  port: number;
  host: string;
  file: string;
}): Promise<SandboxBeside> {
  const { port, host, file } = options;
  const child = spawn(process.execPath, [program], {
    stdio: ['pipe', 'pipe', 'inherit'],
    // A Ctrl-C in the terminal is for the service, which then stops the sandbox.
    detached: true,
    env: {
      ...process.env,
      SANDBOX_HOST: host,
      SANDBOX_PORT: String(port + 1),
      SANDBOX_SMTP_PORT: String(port + 2),
      SANDBOX_FILE: file,
      SANDBOX_SERVICE_URL: `http://${host}:${port}`,
      SANDBOX_STOP_WITH_STDIN: '1',
    },
  });
  return new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('exit', (code) =>
      reject(new Error(`The sandbox ended with code ${code} before it was ready.`)),
    );
    createInterface({ input: child.stdout }).on('line', (line) => {
      const ready = Ready.safeParse(jsonOf(line));
      if (!ready.success) return;
      const { url, environment } = ready.data;
      resolve({ url, environment, stop: () => child.stdin.end() });
    });
  });
}

function jsonOf(line: string): unknown {
  try {
    return JSON.parse(line);
  } catch {
    return undefined;
  }
}
