import { execFile } from 'node:child_process';
import { globSync, statSync } from 'node:fs';
import { mkdir, mkdtemp, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';

const apps = ['pipedrive-extension', 'helpscout-app'].map((name) =>
  fileURLToPath(new URL(`../../apps/${name}/`, import.meta.url)),
);
const contract = fileURLToPath(new URL('../../packages/core/src/contract/', import.meta.url));
const vite = fileURLToPath(new URL('bin/vite.js', import.meta.resolve('vite/package.json')));
const cache = fileURLToPath(new URL('../../node_modules/.cache/passerelle/', import.meta.url));

/**
 * Builds the surfaces when they were never built, or when a source is newer than what was built. They are built aside
 * and then moved into place, so that test files that run beside each other always find them whole.
 */
export async function buildSurfaces(): Promise<void> {
  for (const app of apps) await buildApp(app);
}

async function buildApp(app: string): Promise<void> {
  const sources = [...changesIn(app, ['*.html', '*.ts', 'src/**']), ...changesIn(contract, ['*.ts'])];
  const built = changesIn(app, ['dist/*.html']);
  if (built.length > 0 && Math.min(...built) > Math.max(...sources)) return;
  await mkdir(cache, { recursive: true });
  const aside = await mkdtemp(join(cache, 'building-'));
  const [fresh, former] = [join(aside, 'fresh'), join(aside, 'former')];
  const asWanted = ['build', '--config', `${app}vite.config.ts`, '--outDir', fresh, '--logLevel', 'warn'];
  // A process of its own: where NODE_ENV is "test", Vite would build for development.
  const env = { ...process.env, NODE_ENV: 'production' };
  await promisify(execFile)(process.execPath, [vite, ...asWanted], { env });
  // Another file's build may have been faster: both are the same.
  await rename(`${app}dist`, former).catch(() => undefined);
  await rename(fresh, `${app}dist`).catch(() => undefined);
  await rm(aside, { recursive: true, force: true });
}

/** When each file was last changed, in milliseconds. */
function changesIn(folder: string, patterns: string[]): number[] {
  return globSync(patterns, { cwd: folder }).map((path) => statSync(folder + path).mtimeMs);
}
