import { createHash } from 'node:crypto';
import {
  chmod,
  chown,
  lchown,
  lstat,
  mkdir,
  readdir,
  readFile,
  rename,
  rm,
  stat,
  writeFile,
} from 'node:fs/promises';
import { join } from 'node:path';
import { runAs, type ServerAccount } from './embedded-postgres-account.ts';
import type { PostgresBinaries } from './embedded-postgres-binaries.ts';

/** The role and the database of the service. The role is no superuser, as on a given PostgreSQL. */
export const embeddedName = 'passerelle';

const unfinishedPrefix = 'postgres-new-';
/** Linux takes 107 bytes for a socket's path; the server adds "/.s.PGSQL.5432" to the folder's. */
const maxSocketFolderBytes = 107 - '/.s.PGSQL.5432'.length;
/**
 * Everybody who reaches the socket is let in: its folder is 0700, so that is root and the server's own account,
 * who can read the data files anyway. A password in a third file would guard nothing more.
 */
const clientAccess = 'local all all trust\n';

/**
 * Makes sure that the folder `postgres` inside the data folder holds a cluster owned by the server's account, and
 * returns its path. A new one is built aside and renamed, so that a kill half way leaves no broken store.
 * @throws Error when the cluster is of another major version of PostgreSQL.
 */
export async function prepareCluster(
  dataDir: string,
  binaries: PostgresBinaries,
  account: ServerAccount,
): Promise<string> {
  const cluster = join(dataDir, 'postgres');
  await removeUnfinished(dataDir);
  const major = await readMajor(cluster);
  if (major === undefined) {
    await createCluster(dataDir, cluster, binaries, account);
    return cluster;
  }
  if (major.trim() !== binaries.major) {
    throw new Error(
      `${cluster} was made by PostgreSQL ${major.trim()} and cannot be read by version ${binaries.major}: export ` +
        'its content with the version of this service that made it, then import it into an empty DATA_DIR.',
    );
  }
  await giveTo(cluster, account.owner);
  return cluster;
}

async function readMajor(cluster: string): Promise<string | undefined> {
  try {
    return await readFile(join(cluster, 'PG_VERSION'), 'utf8');
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return undefined;
    throw new Error(`${cluster} must belong to the account of this service: give it over with chown -R.`, {
      cause: error,
    });
  }
}

async function removeUnfinished(dataDir: string): Promise<void> {
  const names = (await readdir(dataDir)).filter((name) => name.startsWith(unfinishedPrefix));
  await Promise.all(
    names.map((name) => rm(join(dataDir, name), { recursive: true, force: true, maxRetries: 3 })),
  );
}

async function createCluster(
  dataDir: string,
  cluster: string,
  binaries: PostgresBinaries,
  account: ServerAccount,
): Promise<void> {
  const building = join(dataDir, `${unfinishedPrefix}${process.pid}-${Date.now()}`);
  await mkdir(building);
  await makePrivate(building, account);
  // The builtin locale sorts the same on every machine and never changes with a library's version.
  const locale = ['--encoding=UTF8', '--locale=C', '--locale-provider=builtin', '--builtin-locale=C.UTF-8'];
  const access = ['--username=postgres', '--auth=trust', '--no-instructions'];
  await runAs(account, [binaries.initdb, '--pgdata', building, ...locale, ...access]);
  await writeFile(join(building, 'pg_hba.conf'), clientAccess);
  const sql = `create role ${embeddedName} login;\ncreate database ${embeddedName} owner ${embeddedName};\n`;
  await runAs(account, [binaries.postgres, '--single', '-D', building, 'postgres'], sql);
  await rename(building, cluster);
}

/** As root: hands a cluster over when its server runs under another account than before, or after a copy. */
async function giveTo(cluster: string, owner: ServerAccount['owner']): Promise<void> {
  if (!owner || (await stat(cluster)).uid === owner.uid) return;
  const names = await readdir(cluster, { recursive: true });
  for (const name of names) await lchown(join(cluster, name), owner.uid, owner.gid);
  // Last, so that a kill half way is seen and repaired at the next start.
  await chown(cluster, owner.uid, owner.gid);
}

/**
 * Returns the folder of the server's socket: the cluster itself (0700, the server's), or a folder of the same
 * kind under /tmp when the path would be longer than a socket's path may be.
 * @throws Error when somebody else made that folder under /tmp.
 */
export async function prepareSocketFolder(cluster: string, account: ServerAccount): Promise<string> {
  if (Buffer.byteLength(cluster) <= maxSocketFolderBytes) return cluster;
  const key = createHash('sha256').update(cluster).digest('hex').slice(0, 16);
  const folder = `/tmp/passerelle-${key}`;
  await mkdir(folder, { mode: 0o700 }).catch((error: NodeJS.ErrnoException) => {
    if (error.code !== 'EEXIST') throw error;
  });
  const found = await lstat(folder);
  const ours = [process.getuid?.(), account.owner?.uid].includes(found.uid);
  if (!found.isDirectory() || !ours) {
    throw new Error(`${folder} belongs to user ${found.uid}: remove it, or choose a shorter DATA_DIR.`);
  }
  await makePrivate(folder, account);
  return folder;
}

async function makePrivate(folder: string, account: ServerAccount): Promise<void> {
  await chmod(folder, 0o700);
  if (account.owner) await chown(folder, account.owner.uid, account.owner.gid);
}
