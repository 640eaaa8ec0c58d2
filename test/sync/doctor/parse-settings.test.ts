import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { frenchExpectations, parseSettings } from '#sync/doctor/parse-settings.ts';
import { readSettingsText } from '#sync/doctor/read-settings-text.ts';
import { root } from '../../architecture/source-files.ts';

const problems = (value: unknown, reader: 'fr' | 'en' = 'fr') => {
  const parsed = parseSettings(value, reader);
  if (!('problems' in parsed)) throw new Error('The settings are fine.');
  return parsed.problems;
};

/** What the settings are made of, in all its files. */
const schema = ['settings.ts', 'settings-fields.ts', 'settings-conversion.ts']
  .map((file) => readFileSync(join(root, 'packages/core/src', file), 'utf8'))
  .join('\n');

it('has French for everything the schema says itself', () => {
  const said = [...schema.matchAll(/'(expected [^']+)'/g)].map(([, text = '']) => text);
  expect(said.length).toBeGreaterThan(3);
  expect(said.filter((text) => frenchExpectations[text] === undefined)).toEqual([]);
});

it('has no French for what the schema does not say any more', () => {
  expect(Object.keys(frenchExpectations).filter((text) => !schema.includes(text))).toEqual([]);
});

it('says each wrong place in the language of the reader', () => {
  const wrong = { undoSeconds: 'soon', robotOwners: ['x'], refusalReasons: [{ key: 'A B', label: 'x' }] };
  expect(problems(wrong).map(({ path }) => path)).toEqual([
    'robotOwners.0',
    'undoSeconds',
    'refusalReasons.0.key',
  ]);
  for (const { detail } of problems(wrong)) expect(detail).not.toMatch(/expected|Invalid/);
  for (const { detail } of problems(wrong, 'en')) expect(detail).toMatch(/expected/);
});

it('proposes the nearest setting for one that does not exist', () => {
  expect(problems({ undoSecond: 1 })).toMatchObject([{ path: 'undoSecond', nearest: 'undoSeconds' }]);
  expect(problems({ slack: { chanel: 'x' } })).toMatchObject([{ path: 'slack.chanel', nearest: null }]);
});

it('reads YAML and JSON alike, and an empty text as the defaults', () => {
  const read = (text: string) => readSettingsText(text, 'en');
  expect(read('undoSeconds: 3')).toEqual(read('{"undoSeconds": 3}'));
  expect(read('')).toMatchObject({ settings: { undoSeconds: 10 } });
  expect(read('a: [')).toMatchObject({ problems: [{ path: '', title: 'Neither YAML nor JSON' }] });
});
