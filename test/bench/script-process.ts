import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';

/** A script of this folder in a process of its own. */
export interface ScriptProcess<Said> {
  /** The JSON of the first line it wrote. */
  said: Said;
  stop(): Promise<void>;
}

/** Starts a script and waits for its first line. @throws Error when it ends before */
export async function startScript<Said>(
  name: string,
  variables: Record<string, string> = {},
): Promise<ScriptProcess<Said>> {
  const { PATH = '' } = process.env;
  const path = fileURLToPath(new URL(name, import.meta.url));
  const child: ChildProcess = spawn(process.execPath, [path], {
    env: { PATH, NODE_ENV: 'production', ...variables },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const exited = once(child, 'exit');
  if (!child.stdout) throw new Error('no output');
  const lines = createInterface(child.stdout);
  const first = await Promise.race([once(lines, 'line'), exited.then(() => undefined)]);
  if (!first) throw new Error(`${name} ended before it said anything.`);
  return {
    said: JSON.parse(String(first[0])) as Said,
    stop: async () => {
      if (child.exitCode !== null || child.signalCode !== null) return;
      child.kill('SIGKILL');
      await exited;
    },
  };
}

/** Runs a script that says one line and ends. */
export async function runScript<Said>(name: string, variables: Record<string, string>): Promise<Said> {
  const script = await startScript<Said>(name, variables);
  await script.stop();
  return script.said;
}
