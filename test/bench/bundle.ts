import { readFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { gzipSync } from 'node:zlib';
import { type Figure, under } from './figure.ts';

const dist = fileURLToPath(new URL('../../apps/pipedrive-extension/dist/', import.meta.url));

/** What the panel loads before it can be used, as sent; nothing when it was not built. */
export async function benchBundle(): Promise<Figure[]> {
  const page = await readFile(join(dist, 'panel.html'), 'utf8').catch(() => null);
  if (page === null) return [];
  const files = [...page.matchAll(/(?:src|href)="([^"]+\.(?:js|css))"/g)].map(([, path = '']) =>
    basename(path),
  );
  const sizes = await Promise.all(
    files.map(async (file) => gzipSync(await readFile(join(dist, 'assets', file))).length),
  );
  const kilobytes = sizes.reduce((sum, size) => sum + size, 0) / 1000;
  return [under('panel, JS and CSS, gzip', kilobytes, 100, 'kB', `${files.length} files`)];
}
