import { chmod, chown, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  isRoot,
  listProcesses,
  query,
  spawnService,
  temporaryFolder,
  waitUntil,
  withServer,
} from '../../kit/store-processes.ts';

const asNobody = ['setpriv', '--reuid=65534', '--regid=65534', '--clear-groups'];
const noServer = (dataDir: string) => () => listProcesses(dataDir).servers.length === 0;

/** What a service of another account writes when its start fails. */
async function readErrors(dataDir: string): Promise<string> {
  return spawnService(dataDir, asNobody).then(
    () => 'it started',
    (error: Error) => error.message,
  );
}

describe.runIf(isRoot)('the account of the embedded PostgreSQL', () => {
  let folder: Awaited<ReturnType<typeof temporaryFolder>>;
  let dataDir: string;

  beforeAll(async () => {
    folder = await temporaryFolder(0o700);
    dataDir = folder.path;
    await withServer(dataDir, ({ connection }) => query(connection, 'create table note (body text)'));
  });
  afterAll(() => folder.remove());

  it('runs as root in a folder that no other account may enter, and hands it over once one may', async () => {
    expect((await stat(join(dataDir, 'postgres'))).uid).toBe(0);
    await chmod(dataDir, 0o711);
    const rows = await withServer(dataDir, ({ connection }) => query(connection, 'select * from note'));
    expect(rows).toEqual([]);
    expect((await stat(join(dataDir, 'postgres'))).uid).not.toBe(0);
  });

  it("says what is wrong when a normal user meets another account's folder", async () => {
    await chmod(dataDir, 0o711);
    expect(await readErrors(dataDir)).toContain(`${dataDir} must be writable by this account`);
    for (const name of ['', 'service.lock', 'postgres.log']) await chown(join(dataDir, name), 65534, 65534);
    await chown(join(dataDir, 'postgres'), 0, 0);
    expect(await readErrors(dataDir)).toContain('must belong to the account of this service');
  });

  it('runs as a normal user, and leaves no server behind there either', async () => {
    const own = await temporaryFolder();
    try {
      await chown(own.path, 65534, 65534);
      const service = await spawnService(own.path, asNobody);
      expect((await stat(join(own.path, 'postgres'))).uid).toBe(65534);
      service.kill('SIGKILL');
      await waitUntil(noServer(own.path));
    } finally {
      await own.remove();
    }
  }, 60_000);
});
