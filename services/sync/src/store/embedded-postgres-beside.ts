import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { embeddedName } from './embedded-postgres-cluster.ts';

/**
 * The embedded server that a service keeps running on a data folder, for an operator command beside it.
 * @returns for DATABASE_URL; undefined when no server accepts connections there
 */
export function embeddedPostgresBeside(dataDir: string): string | undefined {
  const [pid, , , port, socketFolder, , , status] = linesOf(join(dataDir, 'postgres', 'postmaster.pid'));
  if (status !== 'ready' || !socketFolder || !isRunning(Number(pid))) return undefined;
  const query = new URLSearchParams({ host: socketFolder, port: port ?? '' });
  return `postgresql://${embeddedName}@localhost/${embeddedName}?${query}`;
}

function linesOf(file: string): string[] {
  try {
    return readFileSync(file, 'utf8')
      .split('\n')
      .map((line) => line.trim());
  } catch {
    return [];
  }
}

/** A server of another account is running too: it only may not be signalled. */
function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return error instanceof Error && 'code' in error && error.code === 'EPERM';
  }
}
