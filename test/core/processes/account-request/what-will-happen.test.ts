import { describe, expect, it } from 'vitest';
import type { EffectKind } from '#core/effects.ts';
import type { Event } from '#core/events.ts';
import { Language } from '#core/model/localized.ts';
import { accountRequest } from '#core/processes/account-request/process.ts';
import { foreseen, whatWillHappen } from '#core/processes/account-request/what-will-happen.ts';
import {
  aCompany,
  acceptance,
  actor,
  evidenceRequest,
  observed,
  refusal,
} from '../../../kit/account-request-samples.ts';
import { anyEvent, fourEyes, holding, requestsIn } from '../../../kit/account-request-states.ts';
import { effectSamples } from '../../../kit/effect-samples.ts';
import { given, now } from '../../../kit/given-when-then.ts';

const company = aCompany({ undoSeconds: 10 });
const context = { company, now, turn: 0 };
const { state } = given([observed()], { company });
const told = (event: Event, language: Language) =>
  whatWillHappen(state, event, context).effects.map(({ title, detail }) =>
    [title[language], detail?.[language]].filter(Boolean).join(' : '),
  );

describe('what will happen', () => {
  it('is the list of effects the process itself returns, in its order, for every step and event', () => {
    let compared = 0;
    for (const requests of Object.values(requestsIn)) {
      for (const request of requests) {
        for (const event of anyEvent) {
          const decision = accountRequest.decide(request.state, event, { ...holding, now, turn: 0 });
          const ahead = whatWillHappen(request.state, event, { ...holding, now, turn: 0 });
          const effects = decision.outcome === 'advanced' ? decision.effects.map(({ effect }) => effect) : [];
          expect(ahead.effects.map(({ effect }) => effect)).toEqual(effects);
          expect([ahead.outcome, ahead.reason]).toEqual([decision.outcome, decision.reason]);
          compared += effects.length;
        }
      }
    }
    expect(compared).toBeGreaterThan(30);
  });

  it('is told in staff words, with the places and the people of the company', () => {
    expect(told(acceptance(), 'fr')).toEqual([
      'Créer ou relier le compte administrateur : camille@mairie.example.org',
      'Mettre l’affaire à sa place : Suspects › Compte créé, propriétaire Chargée de clientèle',
      'Attribuer la personne : À Chargée de clientèle',
      'Envoyer le mail : camille@mairie.example.org',
    ]);
    expect(told(refusal('individual', 'Vu.'), 'en')).toEqual([
      'Put the deal in its place : Organismes refusés › Refusés, owner Chargée de clientèle, lost (Particulier ou entreprise : Vu.)',
      'Assign the person : To Chargée de clientèle',
      'Send the mail : camille@mairie.example.org: Particulier ou entreprise',
    ]);
    expect(told(evidenceRequest('Une délibération'), 'fr')).toEqual([
      'Envoyer le mail : camille@mairie.example.org : Une délibération',
    ]);
  });

  it('of a second administrator names both deals', () => {
    expect(told(acceptance(actor(), { attachToDealId: 40 }), 'fr').slice(-3)).toEqual([
      'Ajouter la personne aux participants : Affaire n° 40',
      'Garder le contenu de l’affaire en note : Sur l’affaire n° 40',
      'Retirer l’affaire en double : Suppression de l’affaire n° 90',
    ]);
  });

  it('is nothing where the command is declined, or proposes only', () => {
    expect(whatWillHappen(state, refusal('none'), context)).toMatchObject({
      outcome: 'refused',
      reason: { key: 'reason-unknown' },
      effects: [],
    });
    expect(whatWillHappen(state, acceptance(), { ...context, ...fourEyes })).toMatchObject({
      outcome: 'advanced',
      reason: { key: 'decision-proposed' },
      effects: [],
    });
  });

  it('of a retry is the effect that is tried again, to the address of today', () => {
    const effect = { ...effectSamples['send-email'].effect, to: 'old@example.org' };
    const event: Event = { type: 'retry-requested', by: actor(), effectId: 'e', effect, decision: 1 };
    expect(whatWillHappen(state, event, context).effects).toMatchObject([
      { kind: 'send-email', effect: { to: 'camille@mairie.example.org' } },
    ]);
  });

  it.each(Object.keys(effectSamples) as EffectKind[])('%s has words in both languages', (kind) => {
    const { title, detail } = foreseen(effectSamples[kind].effect, company);
    for (const language of Language.options) {
      expect(title[language]).not.toBe(kind);
      expect(detail?.[language] ?? 'none').not.toMatch(/undefined|null|^$/);
    }
  });
});
