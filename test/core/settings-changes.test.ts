import { expect, it } from 'vitest';
import { Settings } from '#core/settings.ts';
import { settingsChanges } from '#core/settings-changes.ts';

const target = { key: 'suspect', label: 'Suspect', pipeline: 'Suspects', stage: 'Compte créé' };
const changes = (before: unknown, after: unknown) =>
  settingsChanges(Settings.parse(before), Settings.parse(after));

it('nothing changed when the settings say the same, in whatever order of keys', () => {
  expect(changes({ undoSeconds: 3, locale: 'en' }, { locale: 'en', undoSeconds: 3 })).toEqual([]);
  expect(settingsChanges({ a: { x: 1, y: undefined } }, { a: { x: 1 } })).toEqual([]);
});

it('names the key of each value, in groups and in lists of the same length', () => {
  expect(
    changes(
      { undoSeconds: 10, pipelines: { refused: 'Refus' }, targets: [target] },
      { undoSeconds: 0, targets: [{ ...target, stage: 'Doc envoyée' }] },
    ),
  ).toEqual([
    { path: 'pipelines.refused', before: 'Refus', after: 'Organismes refusés' },
    { path: 'targets.0.stage', before: 'Compte créé', after: 'Doc envoyée' },
    { path: 'undoSeconds', before: 10, after: 0 },
  ]);
});

it('a list that grew, and one of plain values, is one change', () => {
  expect(changes({ deciders: ['a@example.org'] }, { deciders: ['b@example.org'] })).toEqual([
    { path: 'deciders', before: ['a@example.org'], after: ['b@example.org'] },
  ]);
  const two = [target, { ...target, key: 'other' }];
  expect(changes({ targets: [target] }, { targets: two })).toEqual([
    { path: 'targets', before: [target], after: two },
  ]);
});

it('a key that came or went has nothing on the other side', () => {
  expect(changes({}, { activationUrl: 'https://comptes.example.org/{{ id }}' })).toEqual([
    { path: 'activationUrl', before: null, after: 'https://comptes.example.org/{{ id }}' },
  ]);
  expect(changes({ fields: { source: 'Source' } }, {})).toEqual([
    { path: 'fields.source', before: 'Source', after: null },
  ]);
});
