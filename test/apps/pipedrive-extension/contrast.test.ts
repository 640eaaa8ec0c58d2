import { readFile } from 'node:fs/promises';
import { expect, it } from 'vitest';
import { coloursOf, poorPairs } from '../../kit/contrast.ts';

const file = new URL('../../../apps/pipedrive-extension/src/styles/tokens.css', import.meta.url);

/** Text on its ground: WCAG 2 AA asks for 4.5. */
const textPairs = [
  ['text', 'bg'],
  ['text', 'raised'],
  ['text', 'hover'],
  ['muted', 'bg'],
  ['muted', 'raised'],
  ['link', 'bg'],
  ['link', 'raised'],
  ['link', 'info-bg'],
  ['text', 'info-bg'],
  ['on-primary', 'primary'],
  ['on-primary', 'primary-hover'],
  ['on-danger', 'danger'],
  ['on-danger', 'danger-hover'],
  ['success-text', 'success-bg'],
  ['success-text', 'bg'],
  ['info-text', 'info-bg'],
  ['warning-text', 'warning-bg'],
  ['warning-text', 'bg'],
  ['danger-text', 'danger-bg'],
  ['danger-text', 'bg'],
  ['neutral-text', 'neutral-bg'],
] as const;

/** Borders of controls, the focus and drawings: 3. */
const shapePairs = [
  ['line-strong', 'bg'],
  ['focus', 'bg'],
  ['primary', 'raised'],
] as const;

it.each(['light', 'dark'])('every pair of the %s theme passes AA', async (theme) => {
  const css = await readFile(file, 'utf8');
  const [light = '', dark = ''] = css.split('[data-theme="dark"]');
  const colours = { ...coloursOf(light), ...(theme === 'dark' && coloursOf(dark)) };
  expect(poorPairs(colours, textPairs, 4.5)).toEqual([]);
  expect(poorPairs(colours, shapePairs, 3)).toEqual([]);
});
