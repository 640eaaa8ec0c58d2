import { readFile } from 'node:fs/promises';
import { expect, it } from 'vitest';
import { coloursOf, poorPairs } from '../../kit/contrast.ts';

const file = new URL('../../../apps/helpscout-app/src/styles/tokens.css', import.meta.url);
const grounds = ['ground', 'raised'];
const text = [
  ...['ink', 'soft', 'anchor', 'error-ink'].flatMap((ink) => grounds.map((ground) => [ink, ground] as const)),
  ...['info', 'success', 'warning', 'error', 'neutral'].map(
    (status) => [`${status}-ink`, `${status}-ground`] as const,
  ),
  ...['blue', 'red'].flatMap((theme) => ['', '-deep'].map((how) => [`on-${theme}`, theme + how] as const)),
  ...['grey', 'grey-deep'].map((ground) => ['ink', ground] as const),
  ['warning-ink', 'ground'] as const,
  ['ink', 'info-ground'] as const,
];
const shapes = [['edge', 'ground'] as const, ['anchor', 'ground'] as const, ['edge', 'raised'] as const];

it.each(['light', 'dark'])('every pair of the %s theme passes AA', async (theme) => {
  const [light = '', dark = ''] = (await readFile(file, 'utf8')).split('@media');
  expect(Object.keys(coloursOf(dark))).toEqual(Object.keys(coloursOf(light)));
  const colours = coloursOf(theme === 'dark' ? dark : light);
  expect(poorPairs(colours, text, 4.5)).toEqual([]);
  expect(poorPairs(colours, shapes, 3)).toEqual([]);
});
