import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { gzipSync } from 'node:zlib';
import { type Figure, under } from './figure.ts';

const dist = fileURLToPath(new URL('../../apps/pipedrive-extension/dist/', import.meta.url));
const base = '/surfaces/pipedrive/';

/** What each surface loads before it can be used, as sent; nothing when they were not built. */
export async function benchBundle(): Promise<Figure[]> {
  const files = await readdir(dist).catch(() => []);
  const pages = files.filter((file) => file.endsWith('.html')).sort();
  const sizes = new Map<string, Promise<number>>();
  const sizeOf = (path: string): Promise<number> => {
    const known = sizes.get(path) ?? gzippedSize(path);
    sizes.set(path, known);
    return known;
  };
  return Promise.all(pages.map((page) => firstLoad(page, sizeOf)));
}

/** The scripts, preloaded modules and styles that the page itself names: what is fetched later counts later. */
async function firstLoad(page: string, sizeOf: (path: string) => Promise<number>): Promise<Figure> {
  const html = await readFile(join(dist, page), 'utf8');
  const named = [...html.matchAll(/(?:src|href)="([^"]+\.(?:js|css))"/g)].map(([, path = '']) => path);
  const paths = [...new Set(named.map((path) => path.replace(base, '')))];
  const sizes = await Promise.all(paths.map(sizeOf));
  const kilobytes = sizes.reduce((sum, size) => sum + size, 0) / 1000;
  const name = `${page.replace('.html', '')}, JS and CSS, gzip`;
  return under(name, kilobytes, 100, 'kB', `${paths.length} files`);
}

async function gzippedSize(path: string): Promise<number> {
  return gzipSync(await readFile(join(dist, path))).length;
}
