import { describe, expect, it } from 'vitest';
import { failures } from '../../../apps/helpscout-app/src/service/failures.ts';
import { asideTexts } from '../../../apps/helpscout-app/src/surfaces/conversation-sidebar/aside/texts.ts';
import {
  stepBadges,
  verdictBadges,
} from '../../../apps/helpscout-app/src/surfaces/conversation-sidebar/badges.ts';
import { formTexts } from '../../../apps/helpscout-app/src/surfaces/conversation-sidebar/forms/texts.ts';
import { texts } from '../../../apps/helpscout-app/src/surfaces/conversation-sidebar/texts.ts';
import { viewTexts } from '../../../apps/helpscout-app/src/surfaces/conversation-sidebar/view/texts.ts';
import { browserLanguage, say, type Text } from '../../../apps/helpscout-app/src/words.ts';

const all: Record<string, Text> = {
  ...texts,
  ...viewTexts,
  ...formTexts,
  ...asideTexts,
  ...Object.fromEntries(
    Object.entries({ ...stepBadges, ...verdictBadges }).map(([key, { text }]) => [`badge ${key}`, text]),
  ),
  ...Object.fromEntries(
    Object.entries(failures).flatMap(([key, { title, detail }]) => [
      [`${key} title`, title],
      [`${key} detail`, detail],
    ]),
  ),
};

/** Rightly the same in both languages. */
const sameInBoth = ['documents', 'placed_by'];

describe('every text', () => {
  it('has the same values in both languages', () => {
    const valuesOf = (text: string) => (text.match(/\{\w+\}/g) ?? []).toSorted();
    expect(Object.entries(all).filter(([, { fr, en }]) => `${valuesOf(fr)}` !== `${valuesOf(en)}`)).toEqual(
      [],
    );
  });

  it('is really translated, and says something', () => {
    const same = Object.entries(all).flatMap(([key, { fr, en }]) =>
      fr === en || !/\S/.test(fr) ? [key] : [],
    );
    expect(same.filter((key) => !sameInBoth.includes(key))).toEqual([]);
  });
});

describe('say', () => {
  const text = { fr: 'Documents : « {name} »', en: 'Documents: “{name}”' };

  it('puts values in, and keeps French signs with their words', () => {
    expect(say(text, 'fr', { name: 'arrêté' })).toBe('Documents\u00a0: «\u00a0arrêté\u00a0»');
    expect(say(text, 'en', { name: 'decree : 1' })).toBe('Documents: “decree : 1”');
  });

  it('takes a value for what it is, braces and dollars included', () => {
    expect(say(text, 'en', { name: '{name} $& $1' })).toBe('Documents: “{name} $& $1”');
  });
});

it('speaks French unless the browser prefers English', () => {
  expect(['en-US', 'EN', 'fr-FR', 'de', undefined].map(browserLanguage)).toEqual([
    'en',
    'en',
    'fr',
    'fr',
    'fr',
  ]);
});
