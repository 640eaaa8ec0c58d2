import { mkdir, readlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { findBinaries, linkLibraries } from '#sync/store/embedded-postgres-binaries.ts';
import { temporaryFolder } from '../../kit/store-processes.ts';

let folder: Awaited<ReturnType<typeof temporaryFolder>>;
const links = [{ source: 'native/lib/libpq.so.5.18', target: 'native/lib/libpq.so.5' }];

beforeAll(async () => {
  folder = await temporaryFolder();
  await mkdir(join(folder.path, 'native'));
  await writeFile(join(folder.path, 'native', 'pg-symlinks.json'), JSON.stringify(links));
});
afterAll(() => folder.remove());

it('points to DATABASE_URL on a machine that no package serves', async () => {
  await expect(findBinaries('plan9-mips')).rejects.toThrow(/plan9-mips.*DATABASE_URL/);
});

it('says what to install when the package of the machine is missing', async () => {
  const other = process.arch === 'x64' ? 'linux-arm64' : 'linux-x64';
  await expect(findBinaries(other)).rejects.toThrow(/is missing or incomplete.*npm ci.*DATABASE_URL/);
});

it('fails where a missing library link cannot be made, makes it where it can, and leaves it be afterwards', async () => {
  await expect(linkLibraries(folder.path)).rejects.toThrow('ENOENT');
  await mkdir(join(folder.path, 'native', 'lib'));
  await linkLibraries(folder.path);
  await linkLibraries(folder.path);
  expect(await readlink(join(folder.path, 'native', 'lib', 'libpq.so.5'))).toBe('libpq.so.5.18');
});
