import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { gzipSync } from 'node:zlib';
import { beforeAll, expect, it } from 'vitest';
import { surfaceFiles } from '../../bench/bundle.ts';
import { buildSurfaces } from '../../kit/built-surfaces.ts';

const dist = fileURLToPath(new URL('../../../apps/helpscout-app/dist/', import.meta.url));

beforeAll(buildSurfaces, 120_000);

it('stays below 80 kB with every part it can load, later ones included', async () => {
  const [sidebar] = await surfaceFiles(dist, '/surfaces/helpscout/');
  const { first, all } = sidebar ?? { first: [], all: [] };
  expect(first.length).toBeGreaterThan(0);
  expect(all.length).toBeGreaterThan(first.length);
  const sizes = await Promise.all(all.map(async (path) => gzipSync(await readFile(join(dist, path))).length));
  expect(sizes.reduce((total, bytes) => total + bytes, 0)).toBeLessThan(80_000);
});
