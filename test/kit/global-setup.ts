import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import type { TestProject } from 'vitest/node';
import { openDatabase } from '#sync/store/database.ts';
import { startEmbeddedPostgres } from '#sync/store/embedded-postgres.ts';
import { migrate } from '#sync/store/migrate.ts';

declare module 'vitest' {
  interface ProvidedContext {
    /** The one PostgreSQL of the run; see test-database.ts. */
    postgres: { host: string; port: number };
  }
}

const silent = () => undefined;

/** One PostgreSQL for the whole run; a test that wants a database gets a copy of a migrated one. */
export async function setup(project: TestProject): Promise<() => Promise<void>> {
  const dataDir = await mkdtemp(join(tmpdir(), 'passerelle-test-'));
  // Test files run beside each other, some with several nodes.
  const server = await startEmbeddedPostgres({ dataDir, log: silent, maxConnections: 250 });
  const { host, port } = server.connection;
  const admin = new pg.Client({ host, port, user: 'postgres', database: 'postgres' });
  await admin.connect();
  // Nothing of it outlives the run, and nobody kills it: who tests that has a server of their own.
  await admin.query('alter system set fsync = off');
  await admin.query('select pg_reload_conf()');
  await admin.query('create database migrated');
  await admin.end();
  const template = await openDatabase({
    databaseUrl: `postgresql://postgres@localhost/migrated?host=${encodeURIComponent(host)}&port=${port}`,
    dataDir,
    log: silent,
  });
  await migrate(template, silent);
  await template.close();
  project.provide('postgres', { host, port });
  return async () => {
    await server.stop();
    await rm(dataDir, { recursive: true, force: true });
  };
}
