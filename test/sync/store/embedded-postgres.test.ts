import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { cp, mkdir, rm, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startEmbeddedPostgres } from '#sync/store/embedded-postgres.ts';
import {
  isRoot,
  listProcesses,
  mainProcess,
  query,
  spawnService,
  temporaryFolder,
  waitUntil,
  withServer,
} from '../../kit/store-processes.ts';

const log = () => undefined;
const count = 'select count(*)::int as n from note';
const noServer = (dataDir: string) => () => listProcesses(dataDir).servers.length === 0;

/** The server is gone when the stop returns; its watcher notices a moment later. */
async function expectNothingLeft(dataDir: string): Promise<void> {
  expect(listProcesses(dataDir).servers).toEqual([]);
  await waitUntil(() => listProcesses(dataDir).watchers.length === 0);
}

describe('embedded PostgreSQL', () => {
  let folder: Awaited<ReturnType<typeof temporaryFolder>>;
  let dataDir: string;

  beforeAll(async () => {
    folder = await temporaryFolder();
    dataDir = join(folder.path, 'data');
    await withServer(dataDir, ({ connection }) =>
      query(connection, "create table note (body text); insert into note values ('é')"),
    );
  });
  afterAll(() => folder.remove());

  it('keeps its rows from one start to the next, and is gone after the stop', async () => {
    expect(await withServer(dataDir, ({ connection }) => query(connection, count))).toEqual([{ n: 1 }]);
    await expectNothingLeft(dataDir);
  });

  it('is durable, not reachable by network, closed to other accounts, and serves a plain role', async () => {
    const values = await withServer(dataDir, async ({ connection }) => {
      expect((await stat(connection.host)).mode & 0o777).toBe(0o700);
      return query(
        connection,
        `select current_setting('fsync') as fsync, current_setting('synchronous_commit') as commit,
          current_setting('autovacuum') as vacuum, current_setting('listen_addresses') as network,
          current_setting('TimeZone') as zone, current_setting('server_encoding') as encoding,
          current_setting('is_superuser') as super, lower('É') as low`,
      );
    });
    expect(values).toEqual([
      {
        fsync: 'on',
        commit: 'on',
        vacuum: 'on',
        network: '',
        zone: 'UTC',
        encoding: 'UTF8',
        super: 'off',
        low: 'é',
      },
    ]);
  });

  it('gives the server nothing of the environment of the service', async () => {
    process.env.STORE_TEST_SECRET = 'do-not-leak';
    try {
      await withServer(dataDir, async () => {
        expect(readFileSync(`/proc/${mainProcess(dataDir)}/environ`, 'utf8')).not.toContain('do-not-leak');
      });
    } finally {
      delete process.env.STORE_TEST_SECRET;
    }
  });

  it('refuses a second service on the folder and names the first', async () => {
    const service = await spawnService(dataDir);
    try {
      const second = startEmbeddedPostgres({ dataDir, log });
      await expect(second).rejects.toThrow(`in use by another service (process ${service.pid})`);
      expect(listProcesses(dataDir).servers.length).toBeGreaterThan(0);
    } finally {
      service.kill('SIGTERM');
      await once(service, 'exit');
    }
    await expectNothingLeft(dataDir);
  });

  it('leaves no server behind when the service dies by kill -9', async () => {
    const service = await spawnService(dataDir);
    expect(listProcesses(dataDir).watchers).toHaveLength(1);
    service.kill('SIGKILL');
    await waitUntil(noServer(dataDir));
    expect(await withServer(dataDir, ({ connection }) => query(connection, count))).toEqual([{ n: 1 }]);
  });

  it('starts at once after a kill -9 of the service, while its server may still be stopping', async () => {
    for (let round = 0; round < 2; round++) {
      const service = await spawnService(dataDir);
      service.kill('SIGKILL');
      await once(service, 'exit');
      expect(await withServer(dataDir, ({ connection }) => query(connection, count))).toEqual([{ n: 1 }]);
    }
  });

  it('ends the server that stayed alive because service and watcher were both killed -9', async () => {
    const service = await spawnService(dataDir);
    const orphan = mainProcess(dataDir);
    for (const watcher of listProcesses(dataDir).watchers) process.kill(watcher, 'SIGKILL');
    service.kill('SIGKILL');
    await once(service, 'exit');
    expect(listProcesses(dataDir).servers).toContain(orphan);
    const messages: string[] = [];
    const server = await startEmbeddedPostgres({ dataDir, log: (message) => messages.push(message) });
    try {
      expect(messages).toEqual([expect.stringContaining('left behind')]);
      expect(listProcesses(dataDir).servers).not.toContain(orphan);
      expect(await query(server.connection, count)).toEqual([{ n: 1 }]);
    } finally {
      await server.stop();
    }
  });

  it('starts although an old lock file of the server names a process number that another program has', async () => {
    const cluster = join(dataDir, 'postgres');
    // Only a program of the server's own account would mislead it.
    const { uid, gid } = await stat(cluster);
    const other = spawn('sleep', ['60'], isRoot ? { uid, gid } : {});
    try {
      await writeFile(
        join(cluster, 'postmaster.pid'),
        `${other.pid}\n${cluster}\n0\n5432\n${cluster}\n\n1 1\nready\n`,
      );
      await writeFile(join(cluster, '.s.PGSQL.5432.lock'), `${other.pid}\n${cluster}\n0\n5432\n${cluster}\n`);
      expect(await withServer(dataDir, ({ connection }) => query(connection, count))).toEqual([{ n: 1 }]);
    } finally {
      other.kill();
    }
  });

  it('starts the server again on the same socket when the server is killed -9', async () => {
    const exits: string[] = [];
    const server = await startEmbeddedPostgres({ dataDir, log, onExit: (reason) => exits.push(reason) });
    try {
      await query(server.connection, "insert into note values ('kept')");
      const killed = mainProcess(dataDir);
      process.kill(killed, 'SIGKILL');
      await waitUntil(async () => (await query(server.connection, count).catch(() => [])).length === 1);
      expect(mainProcess(dataDir)).not.toBe(killed);
      expect(await query(server.connection, count)).toEqual([{ n: 2 }]);
      expect(exits).toEqual(['exit SIGKILL']);
      await query(server.connection, "delete from note where body = 'kept'");
    } finally {
      await server.stop();
    }
    await expectNothingLeft(dataDir);
  });

  it('can be stopped while it is starting the server again', async () => {
    const server = await startEmbeddedPostgres({ dataDir, log });
    process.kill(mainProcess(dataDir), 'SIGKILL');
    await Promise.all([server.stop(), server.stop()]);
    await waitUntil(noServer(dataDir));
    await withServer(dataDir, ({ connection }) => query(connection, count));
  });

  it('says why a store cannot start, and frees the folder', async () => {
    const broken = join(folder.path, 'broken');
    await mkdir(join(broken, 'postgres'), { recursive: true });
    await writeFile(join(broken, 'postgres', 'PG_VERSION'), '9\n');
    await expect(startEmbeddedPostgres({ dataDir: broken, log })).rejects.toThrow('made by PostgreSQL 9');
    await writeFile(join(broken, 'postgres', 'PG_VERSION'), '18\n');
    await expect(startEmbeddedPostgres({ dataDir: broken, log })).rejects.toThrow(
      /did not start.*configuration file/s,
    );
  });

  it('serves a copied store at a path longer than a socket allows, and clears away a half-made one there', async () => {
    const long = join(folder.path, 'x'.repeat(60), 'y'.repeat(60));
    const halfMade = join(long, 'postgres-new-1-1');
    await mkdir(join(halfMade, 'base'), { recursive: true });
    await cp(join(dataDir, 'postgres'), join(long, 'postgres'), { recursive: true });
    await withServer(long, async ({ connection }) => {
      expect(connection.host.length).toBeLessThan(60);
      expect((await stat(connection.host)).mode & 0o777).toBe(0o700);
      expect(await query(connection, count)).toEqual([{ n: 1 }]);
      await expect(stat(halfMade)).rejects.toThrow('ENOENT');
      await rm(connection.host, { recursive: true });
    });
  });
});
