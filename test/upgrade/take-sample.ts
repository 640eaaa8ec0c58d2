/**
 * Takes a sample of a release: `node test/upgrade/take-sample.ts <checkout of the release> <name>`, the checkout with its
 * dependencies. The release works before the sandbox of this code until every step of its processes has an instance, and
 * is killed; what its store and the outside hold then goes to `samples/<name>`.
 */
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { gzipSync } from 'node:zlib';
import { writeBackup } from '#sync/keeping/write-backup.ts';
import { openDatabase } from '#sync/store/database.ts';
import { temporaryFolder, urlOf, withServer } from '../kit/store-processes.ts';
import { type Sample, stepsInStore } from './sample.ts';
import { tellStories, tellTrouble } from './sample-stories.ts';
import { startRelease, stepsOf } from './sample-world.ts';

const [, , checkout, name] = process.argv;
if (!checkout || !name) {
  process.stderr.write('Say which checkout, and how the sample is called.\n');
  process.exit(2);
}
const release = resolve(checkout);
const folder = await temporaryFolder();
const into = fileURLToPath(new URL(`samples/${name}/`, import.meta.url));
await mkdir(into, { recursive: true });
await withServer(join(folder.path, 'data'), (server) => takeSample(urlOf(server.connection))).finally(() =>
  folder.remove(),
);

async function takeSample(databaseUrl: string): Promise<void> {
  const steps = await stepsOf(release);
  const processes = Object.keys(steps);
  const old = await startRelease(release, processes, { folder: folder.path, databaseUrl });
  try {
    const told = await tellStories(old.world, processes);
    Object.assign(told, await tellTrouble(old.world, processes));
    await old.service.kill();
    old.sandbox.misbehaviour.clear();
    const urls = { sandbox: old.sandbox.url, service: old.service.url };
    await old.sandbox.stop();
    const takenAt = await keepStore(databaseUrl);
    const outside: unknown = JSON.parse(await readFile(join(folder.path, 'outside.json'), 'utf8'));
    const sample: Sample = { takenAt, steps, told, urls, outside };
    await writeFile(join(into, 'sample.json.gz'), gzipSync(JSON.stringify(sample), { level: 9 }));
  } catch (error) {
    process.stderr.write(old.service.output());
    await old.service.kill();
    await old.sandbox.stop();
    throw error;
  }
}

/** @returns when */
async function keepStore(databaseUrl: string): Promise<string> {
  const store = await openDatabase({ databaseUrl, dataDir: '', log: () => undefined });
  try {
    process.stdout.write(`${JSON.stringify(await stepsInStore(databaseUrl))}\n`);
    return (await writeBackup(store.pool, join(into, 'store.backup'))).takenAt;
  } finally {
    await store.close();
  }
}
