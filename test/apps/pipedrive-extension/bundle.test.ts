import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { surfaceFiles } from '../../bench/bundle.ts';

let dist: string;
beforeEach(async () => {
  dist = await mkdtemp(join(tmpdir(), 'passerelle-bundle-'));
  await mkdir(join(dist, 'assets'));
});
afterEach(() => rm(dist, { recursive: true, force: true }));

const write = (name: string, text: string) => writeFile(join(dist, name), text);

it('finds what a page names, and every part that those name, each once', async () => {
  const base = '/surfaces/pipedrive/assets/';
  await write(
    'panel.html',
    `<script src="${base}panel-1.js"></script><link rel="modulepreload" href="${base}shared-2.js"><link href="${base}panel-3.css">`,
  );
  await write('assets/panel-1.js', 'import{a}from"./shared-2.js";const later=()=>import(`./lazy-4.js`);');
  await write('assets/shared-2.js', 'export const a=1');
  await write('assets/panel-3.css', 'p{}');
  await write(
    'assets/lazy-4.js',
    'const map=["assets/lazy-5.css","assets/panel-1.js"];import"./deeper-6.js"',
  );
  await write('assets/lazy-5.css', 'b{}');
  await write('assets/deeper-6.js', 'const text="./nothing-there.js"');
  await write('assets/of-another-surface.js', '');
  const first = ['assets/panel-1.js', 'assets/shared-2.js', 'assets/panel-3.css'];
  const lazy = ['assets/lazy-4.js', 'assets/lazy-5.css', 'assets/deeper-6.js'];
  const [found, ...others] = await surfaceFiles(dist, '/surfaces/pipedrive/');
  expect(others).toEqual([]);
  expect(found).toMatchObject({ surface: 'panel', first });
  expect(found?.all.toSorted()).toEqual([...first, ...lazy].toSorted());
});
