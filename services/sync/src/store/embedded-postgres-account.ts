import { execFile } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { promisify } from 'node:util';
import type { PostgresBinaries } from './embedded-postgres-binaries.ts';

const run = promisify(execFile);

/**
 * How the programs of PostgreSQL are started: under which account, and behind which command.
 * `owner` is who must own the cluster's files; absent when we run as a normal user (they are ours already).
 */
export type ServerAccount = {
  spawnOptions: { uid?: number; gid?: number; cwd: string; env: Record<string, string> };
  prefix: string[];
  owner?: { uid: number; gid: number };
};

// Nothing of the service's own environment (tokens, keys) reaches the server's processes.
const base = { cwd: '/', env: { PATH: process.env.PATH ?? '/usr/bin:/bin', LC_ALL: 'C', TZ: 'UTC' } };

/**
 * PostgreSQL refuses to run as root (stack.md 2). As root the account `postgres` is taken, else `nobody`; where
 * that account cannot enter the folder or run the program, a user namespace in which root looks like a normal
 * user. As a normal user nothing changes.
 * @throws Error when we are root and neither way works.
 */
export async function chooseAccount(binaries: PostgresBinaries, folder: string): Promise<ServerAccount> {
  if (process.getuid?.() !== 0) return { spawnOptions: base, prefix: [] };
  const owner = await findUnprivilegedAccount();
  const dropped = { spawnOptions: { ...base, ...owner }, prefix: [], owner };
  if (await canRun(dropped, binaries, folder)) return dropped;
  const namespaced = { spawnOptions: base, prefix: ['unshare', '--user', '--'], owner: { uid: 0, gid: 0 } };
  if (await canRun(namespaced, binaries, folder)) return namespaced;
  throw new Error(
    `PostgreSQL cannot run as root, and user ${owner.uid} may not enter ${folder} or run ${binaries.postgres}. ` +
      'Run the service as a normal user, open these folders to that user (chmod o+x), or give a DATABASE_URL.',
  );
}

async function findUnprivilegedAccount(): Promise<{ uid: number; gid: number }> {
  const users = (await readFile('/etc/passwd', 'utf8').catch(() => ''))
    .split('\n')
    .map((line) => line.split(':'));
  const user = users.find(([name]) => name === 'postgres') ?? users.find(([name]) => name === 'nobody');
  return { uid: Number(user?.[2] ?? 65534), gid: Number(user?.[3] ?? 65534) };
}

async function canRun(account: ServerAccount, binaries: PostgresBinaries, folder: string): Promise<boolean> {
  const probe = ['/bin/sh', '-c', 'cd "$1" && exec "$2" --version', 'sh', folder, binaries.postgres];
  try {
    await runAs(account, probe);
    return true;
  } catch {
    return false;
  }
}

/**
 * Runs one program to its end under the account, with `input` on its standard input, and returns its output.
 * @throws Error with what the program wrote when it fails.
 */
export async function runAs(account: ServerAccount, command: string[], input = ''): Promise<string> {
  const [file = '', ...args] = [...account.prefix, ...command];
  const running = run(file, args, account.spawnOptions);
  // A program that ends without reading its input closes the pipe: its exit code tells whether that is a failure.
  running.child.stdin?.on('error', () => undefined).end(input);
  const { stdout } = await running;
  return stdout;
}
