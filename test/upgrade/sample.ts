import { createHash } from 'node:crypto';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { gunzipSync, gzipSync } from 'node:zlib';
import pg from 'pg';
import { loadBackup } from '#sync/keeping/load-backup.ts';
import { openDatabase } from '#sync/store/database.ts';
import { type Sandbox, startSandbox } from '../../services/sandbox/src/sandbox.ts';
import { temporaryFolder } from '../kit/store-processes.ts';
import { createEmptyDatabase, type TestDatabase } from '../kit/test-database.ts';
import type { Told } from './telling.ts';

/** What is kept of a release beside its store. */
export interface Sample {
  takenAt: string;
  /** The steps the release knows, by process. */
  steps: Record<string, string[]>;
  /** Whom the stories are about, by the name of the story. */
  told: Record<string, Told>;
  /** Where everything was then. */
  urls: { sandbox: string; service: string };
  /** The memory of the sandbox. */
  outside: unknown;
}

/** A release as it was when it was killed, less than a day ago. */
export interface TakenUp extends Sample {
  sandbox: Sandbox;
  database: TestDatabase;
}

const dayMs = 86_400_000;

/** Puts the store and the outside of a sample there as they were, the store with the schema it had. */
export async function takeUp(name: string): Promise<TakenUp> {
  const file = (part: string) => fileURLToPath(new URL(`samples/${name}/${part}`, import.meta.url));
  const text = gunzipSync(await readFile(file('sample.json.gz'))).toString('utf8');
  const { takenAt } = JSON.parse(text) as Sample;
  const days = Math.floor((Date.now() - Date.parse(takenAt)) / dayMs);
  const sample = JSON.parse(later(text, days)) as Sample;
  const folder = await temporaryFolder();
  const memory = join(folder.path, 'outside.json');
  await writeFile(memory, JSON.stringify(sample.outside));
  const sandbox = await startSandbox({ instant: true, file: memory });
  const database = await createEmptyDatabase();
  const store = await openDatabase({ databaseUrl: database.url, dataDir: '', log: () => undefined });
  const backup = join(folder.path, 'store.backup');
  const lines = gunzipSync(await readFile(file('store.backup'))).toString('utf8');
  await writeFile(backup, asTaken(later(lines, days).replaceAll(sample.urls.sandbox, sandbox.url)));
  const client = await store.pool.connect();
  await client.query('begin');
  await loadBackup(client, backup);
  await client.query('commit');
  client.release(true);
  await store.close();
  await folder.remove();
  return { ...sample, sandbox, database };
}

/** A backup whose lines were changed, with the digest of what they say now. */
function asTaken(lines: string): Buffer {
  const at = lines.indexOf('{"end":true');
  const sha256 = createHash('sha256').update(lines.slice(0, at)).digest('hex');
  const end = JSON.stringify({ ...JSON.parse(lines.slice(at)), sha256 });
  return gzipSync(`${lines.slice(0, at)}${end}\n`);
}

/** Every day in a text, so many days later: what was due next week then is due next week now. */
export function later(text: string, days: number): string {
  if (days === 0) return text;
  return text.replaceAll(/\b20\d\d-\d\d-\d\d(?!\d)/g, (day) => {
    const at = Date.parse(`${day}T00:00:00Z`);
    return Number.isNaN(at) ? day : new Date(at + days * dayMs).toISOString().slice(0, 10);
  });
}

/** The steps in which a store has an instance, by process. */
export async function stepsInStore(connectionString: string): Promise<Record<string, string[]>> {
  const pool = new pg.Pool({ connectionString });
  const found = await pool
    .query<{ process: string; steps: string[] }>(
      'select process, array_agg(distinct step) as steps from instances group by process',
    )
    .finally(() => pool.end());
  return Object.fromEntries(found.rows.map(({ process, steps }) => [process, steps]));
}
