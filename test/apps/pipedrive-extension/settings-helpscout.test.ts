import { describe, expect, it } from 'vitest';
import {
  languagesByInbox,
  shownInboxes,
} from '../../../apps/pipedrive-extension/src/surfaces/settings/model/inboxes.ts';
import {
  keptReplyNames,
  replyKey,
  replyNames,
  replyWords,
} from '../../../apps/pipedrive-extension/src/surfaces/settings/model/saved-replies.ts';
import { valueWords } from '../../../apps/pipedrive-extension/src/surfaces/settings/model/words.ts';
import { helpscoutTexts } from '../../../apps/pipedrive-extension/src/surfaces/settings/texts/helpscout.ts';
import { sampleSettings, sampleVocabulary } from './settings-samples.ts';

describe('names of saved replies', () => {
  it.each([
    ['Compte', { fr: 'Compte', en: 'Compte' }, 'Compte'],
    [
      { fr: 'Compte', en: 'Account' },
      { fr: 'Compte', en: 'Account' },
      { fr: 'Compte', en: 'Account' },
    ],
    [{ en: 'Account' }, { fr: '', en: 'Account' }, { en: 'Account' }],
    [undefined, { fr: '', en: '' }, undefined],
    ['', { fr: '', en: '' }, undefined],
  ])('are %j in the settings', (kept, names, again) => {
    expect(replyNames(kept)).toEqual(names);
    expect(keptReplyNames(names)).toEqual(again);
  });

  it('have keys that the settings take', () => {
    expect(replyKey(' Déjà  client. ')).toBe('D-j-client-');
    expect(replyKey('form-filler')).toBe('form-filler');
    expect(replyKey('x'.repeat(200))).toHaveLength(100);
  });

  it('say what they answer, by what proposes them', () => {
    const texts = helpscoutTexts.fr;
    const wordsOf = (key: string) =>
      replyWords(key, { draft: sampleSettings, vocabulary: sampleVocabulary(), texts });
    expect(wordsOf('valid')).toEqual({ name: 'Organisme qui peut avoir un compte', hint: texts.reply.valid });
    expect(wordsOf('individualOrCompany').name).toBe('Particulier ou entreprise');
    expect(wordsOf('other')).toEqual({
      name: texts.ofReason('Autre motif'),
      hint: texts.reply.reason,
    });
    expect(wordsOf('greeting')).toEqual({ name: 'greeting', hint: texts.reply.other });
  });
});

describe('languages of inboxes', () => {
  const known = [{ name: 'Assistance' }, { name: 'Support' }];
  const draft = (helpscout: object) => ({ helpscout });

  it('can be chosen for those that are followed, and stay visible for others', () => {
    expect(shownInboxes(known, draft({}))).toEqual(['Assistance', 'Support']);
    expect(shownInboxes(known, draft({ inboxes: ['Support'] }))).toEqual(['Support']);
    expect(shownInboxes([], draft({ languages: { Ancienne: 'en' } }))).toEqual(['Ancienne']);
  });

  it('are left out where the company’s is meant', () => {
    expect(languagesByInbox({ 'a.b': 'en' }, 'Support', 'en')).toEqual({ 'a.b': 'en', Support: 'en' });
    expect(languagesByInbox({ 'a.b': 'en', Support: 'en' }, 'a.b', '')).toEqual({ Support: 'en' });
  });

  it('are said in words', () => {
    expect(valueWords('helpscout.languages', { Support: 'en' }, sampleVocabulary())).toBe('Anglais');
  });
});
