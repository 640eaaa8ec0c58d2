import { randomUUID } from 'node:crypto';
import { join } from 'node:path';
import pg from 'pg';
import { inStore } from '../kit/flow.ts';
import { mainProcess } from '../kit/store-processes.ts';

/** The store of a world, and how it fails. */
export interface ChaosStore {
  /** For the service; absent: it has one of its own. */
  databaseUrl: string | undefined;
  /** For whoever looks. */
  lookUrl: string;
  /** The embedded server dies and is started again by the service; of a given one every connection is cut. */
  restart(): Promise<void>;
  cut(): Promise<void>;
  remove(): Promise<void>;
}

/** The service's own PostgreSQL, in the folder of its node. */
export function embeddedStore(dataDir: string): ChaosStore {
  const host = encodeURIComponent(join(dataDir, 'postgres'));
  const lookUrl = `postgresql://passerelle@localhost:5432/passerelle?host=${host}`;
  const cut = () => cutAll(lookUrl);
  return {
    databaseUrl: undefined,
    lookUrl,
    restart: async () => void process.kill(mainProcess(dataDir), 'SIGKILL'),
    cut,
    remove: async () => undefined,
  };
}

/** A database of its own in a given PostgreSQL, dropped at the end. */
export async function givenStore(adminUrl: string): Promise<ChaosStore> {
  const name = `chaos_${randomUUID().replaceAll('-', '')}`;
  await asAdmin(adminUrl, `create database ${name}`);
  const url = new URL(adminUrl);
  url.pathname = `/${name}`;
  const databaseUrl = url.href;
  const cut = () => cutAll(databaseUrl);
  return {
    databaseUrl,
    lookUrl: databaseUrl,
    restart: cut,
    cut,
    remove: () => asAdmin(adminUrl, `drop database if exists ${name} with (force)`),
  };
}

async function cutAll(databaseUrl: string): Promise<void> {
  await inStore(
    { databaseUrl },
    `select pg_terminate_backend(pid) from pg_stat_activity
     where datname = current_database() and pid <> pg_backend_pid()`,
  );
}

async function asAdmin(connectionString: string, statement: string): Promise<void> {
  const client = new pg.Client({ connectionString });
  await client.connect();
  try {
    await client.query(statement);
  } finally {
    await client.end();
  }
}
