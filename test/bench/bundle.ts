import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { gzipSync } from 'node:zlib';
import { type Figure, under } from './figure.ts';

/** Each app: where it was built, under which address it is served, and what a surface of it may load first. */
const apps = [
  { built: distOf('pipedrive-extension'), base: '/surfaces/pipedrive/', limitKb: 100 },
  { built: distOf('helpscout-app'), base: '/surfaces/helpscout/', limitKb: 80 },
];

/** The scripts and styles of a surface, as paths in `dist`. */
export interface SurfaceFiles {
  surface: string;
  /** What the page itself names: loaded before the surface can be used. */
  first: string[];
  /** The same with every part that is fetched only when somebody needs it. */
  all: string[];
}

/** What each surface loads, first and in all, as sent; nothing when they were not built. */
export async function benchBundle(): Promise<Figure[]> {
  const figures: Figure[] = [];
  for (const app of apps) figures.push(...(await benchApp(app)));
  return figures;
}

async function benchApp({ built, base, limitKb }: (typeof apps)[number]): Promise<Figure[]> {
  const sizeOf = rememberingSizes(built);
  const sum = async (paths: readonly string[]) =>
    (await Promise.all(paths.map(sizeOf))).reduce((total, bytes) => total + bytes, 0) / 1000;
  const figures: Figure[] = [];
  for (const { surface, first, all } of await surfaceFiles(built, base)) {
    const said = `${first.length} files; with every lazy part ${Math.round(await sum(all))} kB`;
    figures.push(under(`${surface}, first load, JS and CSS, gzip`, await sum(first), limitKb, 'kB', said));
  }
  return figures;
}

function distOf(app: string): string {
  return fileURLToPath(new URL(`../../apps/${app}/dist/`, import.meta.url));
}

/** Finds the files of every surface that was built into `dist`. */
export async function surfaceFiles(dist: string, base: string): Promise<SurfaceFiles[]> {
  const files = await readdir(dist).catch(() => []);
  const pages = files.filter((file) => file.endsWith('.html')).sort();
  return Promise.all(
    pages.map(async (page) => {
      const html = await readFile(join(dist, page), 'utf8');
      const named = [...html.matchAll(/(?:src|href)="([^"]+\.(?:js|css))"/g)].map(([, path = '']) => path);
      const first = [...new Set(named.map((path) => path.replace(base, '')))];
      return { surface: page.replace('.html', ''), first, all: await withWhatTheyName(dist, first) };
    }),
  );
}

/** These files, those that they import or fetch later, and so on. */
async function withWhatTheyName(dist: string, first: readonly string[]): Promise<string[]> {
  const assets = new Set(await readdir(join(dist, 'assets')));
  const found = new Set<string>();
  const follow = async (path: string): Promise<void> => {
    if (found.has(path)) return;
    found.add(path);
    if (!path.endsWith('.js')) return;
    const text = await readFile(join(dist, path), 'utf8');
    const named = [...text.matchAll(/["'`](?:\.\/|assets\/)([\w.-]+\.(?:js|css))["'`]/g)];
    for (const [, name = ''] of named) if (assets.has(name)) await follow(`assets/${name}`);
  };
  for (const path of first) await follow(path);
  return [...found];
}

function rememberingSizes(dist: string): (path: string) => Promise<number> {
  const sizes = new Map<string, Promise<number>>();
  return (path) => {
    const known = sizes.get(path) ?? readFile(join(dist, path)).then((bytes) => gzipSync(bytes).length);
    sizes.set(path, known);
    return known;
  };
}
