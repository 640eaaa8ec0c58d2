import { chmod, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { startEmbeddedPostgres } from '#sync/store/embedded-postgres.ts';

/** The one PostgreSQL that service and references share, with durable commits as in production. */
export interface BenchStore {
  /** A new database; gives its DATABASE_URL. */
  create(name: string): Promise<string>;
  stop(): Promise<void>;
}

/** A folder under /tmp that the server's account may enter. */
export async function temporaryFolder(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'passerelle-bench-'));
  await chmod(folder, 0o755);
  return folder;
}

/** Up to seven nodes at 20 each, references and onlookers. */
const maxConnections = 180;

export async function startBenchStore(): Promise<BenchStore> {
  const dataDir = await temporaryFolder();
  const server = await startEmbeddedPostgres({ dataDir, log: () => undefined, maxConnections });
  const { host, port } = server.connection;
  return {
    async create(name) {
      const admin = new pg.Client({ host, port, user: 'postgres', database: 'postgres' });
      await admin.connect();
      await admin.query(`create database ${name}`);
      await admin.end();
      return `postgresql://postgres@localhost/${name}?host=${encodeURIComponent(host)}&port=${port}`;
    },
    async stop() {
      await server.stop();
      await rm(dataDir, { recursive: true, force: true });
    },
  };
}
