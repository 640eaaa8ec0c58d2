import { expect, it } from 'vitest';
import { formTexts, type TextKey, waitText } from '#sync/http/request-form/texts.ts';

const keys = Object.keys(formTexts.fr) as TextKey[];

it('says everything in both languages, and each in its own', () => {
  expect(Object.keys(formTexts.en).toSorted()).toEqual(keys.toSorted());
  expect(keys.length).toBeGreaterThan(30);
  const same = keys.filter((key) => formTexts.fr[key] === formTexts.en[key]);
  expect(same).toEqual([]);
});

it('keeps French punctuation on its line', () => {
  const loose = keys.filter((key) => / [:;!?»]|« /.test(formTexts.fr[key]));
  expect(loose).toEqual([]);
});

it.each([
  [1, 'dans 1 minute', 'in 1 minute'],
  [61, 'dans 2 minutes', 'in 2 minutes'],
  [3600, 'dans 1 heure', 'in 1 hour'],
  [9000, 'dans 3 heures', 'in 3 hours'],
])('%i seconds are %s', (seconds, fr, en) => {
  expect(waitText(seconds, 'fr')).toBe(fr);
  expect(waitText(seconds, 'en')).toBe(en);
});
