import { readFile } from 'node:fs/promises';
import { expect, it } from 'vitest';

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
  const poor = (pairs: readonly (readonly [string, string])[], least: number) =>
    pairs.filter(([one, other]) => contrast(colours[one], colours[other]) < least);
  expect(poor(textPairs, 4.5)).toEqual([]);
  expect(poor(shapePairs, 3)).toEqual([]);
});

function coloursOf(css: string): Record<string, string> {
  const found = css.matchAll(/--([a-z-]+):\s*(#[0-9a-f]{6})/g);
  return Object.fromEntries([...found].map(([, name = '', colour = '']) => [name, colour]));
}

function contrast(one: string | undefined, other: string | undefined): number {
  const [high = 0, low = 0] = [luminance(one ?? ''), luminance(other ?? '')].sort((a, b) => b - a);
  return (high + 0.05) / (low + 0.05);
}

/** Relative luminance of WCAG 2, 0 for black to 1 for white; a missing colour is not a number and fails. */
function luminance(colour: string): number {
  const channel = (at: number) => {
    const part = Number.parseInt(colour.slice(at, at + 2), 16) / 255;
    return part <= 0.03928 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
  };
  return 0.2126 * channel(1) + 0.7152 * channel(3) + 0.0722 * channel(5);
}
