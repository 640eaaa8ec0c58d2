import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { conversionEffectWords, conversionEventWords } from '#core/conversion-words.ts';
import { AdminAccountState } from '#core/model/admin-account.ts';
import { ConversionStep, PromiseKind } from '#core/model/conversion.ts';
import { Language } from '#core/model/localized.ts';
import { transitions } from '#core/processes/customer-conversion/definition.ts';
import { clientMailText, conversionEffectText } from '#core/processes/customer-conversion/effect-texts.ts';
import { promiseKindText, promiseText } from '#core/processes/customer-conversion/promise-texts.ts';
import type { Conversion } from '#core/processes/customer-conversion/state.ts';
import type { MovedBy } from '#core/processes/customer-conversion/step.ts';
import { askText, dayText, reasonText, stepText } from '#core/processes/customer-conversion/texts.ts';
import { aFollowingCompany, ids } from '../../../kit/conversion-samples.ts';
import { aTestingStory } from '../../../kit/conversion-story.ts';

const root = fileURLToPath(new URL('../../../..', import.meta.url));
const folder = 'packages/core/src/processes/customer-conversion';
const read = (path: string) => readFileSync(join(root, path), 'utf8');
const company = aFollowingCompany();

/** The service gives this one when a retry is asked for of nothing. */
const givenElsewhere = ['nothing-to-retry'];
/** Keys that are put together, by the types they are of. */
const movedBy: Record<MovedBy, true> = {
  ...{ 'next-step': true, 'moved-by-hand': true, account: true, ended: true },
  ...{ reply: true, call: true, meeting: true },
};
const ends: Record<NonNullable<Conversion['endedBecause']>, true> = {
  ...{ won: true, lost: true, deleted: true, merged: true, left: true },
};
const computed = [
  ...Object.keys(movedBy),
  ...Object.keys(ends).map((end) => `deal-${end}`),
  ...AdminAccountState.options.map((state) => `account-${state}`),
];
/** `reason('key'…)` and `saidBy('key'…)` of the sources. */
const written = globSync(`${folder}/*.ts`, { cwd: root }).flatMap((file) =>
  [...read(file).matchAll(/\b(?:reason|saidBy)\(\s*(?:isNew \? )?'([a-z-]+)'(?: : '([a-z-]+)')?/g)].flatMap(
    ([, ...keys]) => keys.filter((key) => key !== undefined),
  ),
);
const given = [...new Set([...written, ...computed, ...givenElsewhere])].toSorted();
const catalogue = read(`${folder}/texts.ts`);
const reasons = catalogue.slice(catalogue.indexOf('const reasons'), catalogue.indexOf('satisfies'));
const worded = [...reasons.matchAll(/^ {2}'?([a-z-]+)'?: \{/gm)].map(([, key]) => key);

/** A value for every word that texts ask for. */
const values = {
  ...{ by: 'Équipe vente', name: 'Équipe support', step: 'documented', text: 'Appel', day: '2026-12-03' },
  why: 'Reporté',
};
const spoken = Language.options;

describe('reasons', () => {
  it('every reason that is given has a text, and every text a reason', () => {
    expect(given.length).toBeGreaterThan(45);
    expect(worded.toSorted()).toEqual(given);
  });

  it.each(given)('%s reads well in both languages', (key) => {
    const texts = spoken.map((language) => reasonText({ key, values }, language));
    for (const text of texts) {
      expect(text).not.toBe(key);
      expect(text).not.toMatch(/undefined|null|\$\{| {2}|: ?$/);
    }
    expect(texts[0]).not.toBe(texts[1]);
  });

  it('the reason of a move that says who did it reads well where nobody is known', () => {
    expect(reasonText({ key: 'deal-lost', values: { by: '' } }, 'fr')).toBe('Affaire perdue');
    expect(reasonText({ key: 'owner-changed', values: { by: '', name: '' } }, 'fr')).toBe(
      'Affaire confiée à un collègue',
    );
    expect(reasonText({ key: 'stage-moved', values: { by: 'Équipe vente', step: 'documented' } }, 'fr')).toBe(
      'Affaire déplacée par Équipe vente : « Doc envoyée »',
    );
  });

  it('one that a newer release wrote is told by its key', () => {
    expect(reasonText({ key: 'of-another-time', values: {} }, 'fr')).toBe('of-another-time');
  });
});

describe('words', () => {
  const different = (words: (language: Language) => string | null) => {
    const [french, english] = spoken.map(words);
    expect(french).toMatch(/^\p{Lu}/u);
    expect(english).toMatch(/^\p{Lu}/u);
  };

  it.each(ConversionStep.options)('the step %s has a name', (step) =>
    different((language) => stepText(step, language)),
  );

  it('no two steps, and no two things that may be asked for, are called the same', () => {
    for (const language of spoken) {
      const steps = ConversionStep.options.map((step) => stepText(step, language));
      const asks = Object.keys(transitions).map((ask) => askText(ask as keyof typeof transitions, language));
      expect(new Set(steps).size).toBe(steps.length);
      expect(new Set(asks).size).toBe(asks.length);
    }
  });

  it.each(Object.keys(transitions))('%s has words for its button', (ask) =>
    different((language) => askText(ask as keyof typeof transitions, language)),
  );

  it.each(PromiseKind.options)('a promise of %s has a name, and says whose it is', (kind) => {
    different((language) => promiseKindText(kind, language));
    const { state } = aTestingStory().run;
    expect(promiseText(kind, state, company)).toBe(`${promiseKindText(kind, 'fr')} : Mairie d’Exemple`);
  });

  it('every kind of effect and of event has words in both languages', () => {
    for (const words of [conversionEffectWords, conversionEventWords])
      for (const text of Object.values(words)) different((language) => text[language]);
  });

  it('what was done for a client is told with what it was about', () => {
    const story = aTestingStory();
    story.does({ type: 'record-tests' }, { type: 'plan-go-live', day: '2026-12-10' });
    story.does({ type: 'drop-promise', promise: story.promise('go-live').number, why: 'Erreur' });
    const told = story.done.map(({ effect }) => conversionEffectText(effect, company, 'fr'));
    expect(told).toContain('Envoyer « Step 2, nouvelle procédure » à camille@mairie.example.org');
    expect(told).toContain('Déplacer l’affaire vers « En test »');
    expect(told).toContain('Activité « Mise en production : Mairie d’Exemple » pour le 10 décembre 2026');
    expect(told).toContain('Marquer l’activité comme faite');
    for (const language of spoken)
      for (const { effect } of story.done)
        expect(conversionEffectText(effect, company, language)).toMatch(/^\p{Lu}\P{C}+$/u);
  });

  it('what joins a deal has words too, and a reminder says of what', () => {
    const move = { kind: 'ensure-participant' as const, dealId: 500, personId: ids.owner };
    different((language) => conversionEffectText(move, company, language));
    const story = aTestingStory();
    story.run.until('2026-12-01T12:00:00.000Z');
    const [reminder] = story.doneOf('remind-of-promise');
    expect(reminder && conversionEffectText(reminder, company, 'en')).toBe(
      'Remind of: Appel sur les tests : Mairie d’Exemple',
    );
  });

  it('a mail of the company’s own is named by its key, a day in full', () => {
    expect(clientMailText('documentation', 'en')).toBe('Documentation');
    expect(clientMailText('our-own', 'fr')).toBe('our-own');
    expect(spoken.map((language) => dayText('2026-06-03', language))).toEqual([
      '3 juin 2026',
      'June 3, 2026',
    ]);
    expect(dayText(undefined, 'fr')).toBe('');
  });
});
