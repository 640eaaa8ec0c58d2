import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';

/** SQLite's code for a lock that somebody else holds. */
const sqliteBusy = 5;

/** Proof that this process alone serves a data folder. */
export type FolderLock = { release(): void };

/**
 * Takes the data folder for this process, so that two services never share one embedded store.
 *
 * The lock is the kernel's file lock that SQLite sets on `service.lock` (nothing is ever stored in it): unlike
 * a file that holds a process id, it vanishes with the process even by kill -9, cannot be taken over by two
 * starts at once, does not mistake a reused process id, and holds between containers that share the folder.
 * @throws Error naming the process that serves the folder already, or saying that the folder is not ours to write.
 */
export function lockFolder(folder: string): FolderLock {
  const pidFile = join(folder, 'service.pid');
  const lock = takeLock(folder, pidFile);
  return {
    release() {
      rmSync(pidFile, { force: true });
      lock.close();
    },
  };
}

function takeLock(folder: string, pidFile: string): DatabaseSync {
  let lock: DatabaseSync | undefined;
  try {
    lock = new DatabaseSync(join(folder, 'service.lock'), { timeout: 0 });
    lock.exec('pragma journal_mode = memory; begin exclusive');
    writeFileSync(pidFile, `${process.pid}\n`);
    return lock;
  } catch (error) {
    lock?.close();
    if (error instanceof Error && 'errcode' in error && error.errcode === sqliteBusy) {
      throw new Error(
        `The data folder ${folder} is in use by another service (process ${readPid(pidFile)}). ` +
          'Stop that one first, give this one its own DATA_DIR, or let both share a PostgreSQL by DATABASE_URL.',
        { cause: error },
      );
    }
    throw new Error(`The data folder ${folder} must be writable by this account (${String(error)}).`, {
      cause: error,
    });
  }
}

function readPid(pidFile: string): string {
  try {
    return readFileSync(pidFile, 'utf8').trim();
  } catch {
    return 'unknown';
  }
}
