import type { EffectKind, EffectResult } from '#core/effects.ts';
import type { Event } from '#core/events.ts';
import type { Actor } from '#core/model/staff-member.ts';
import type { Submission } from '#core/model/submission.ts';

/** What somebody sent by the public form. */
export function aSubmission(overrides: Partial<Submission> = {}): Submission {
  return {
    reference: '12',
    receivedAt: '2026-11-22T09:00:00.000Z',
    source: 'request-form',
    language: 'fr',
    name: 'Camille Exemple',
    email: 'camille@mairie.example.org',
    phone: '+33 1 02 03 04 05',
    organization: 'Mairie d’Exemple',
    siren: null,
    need: 'Mettre en ligne les autorisations de voirie.',
    page: 'digest-of-the-page',
    ...overrides,
  };
}

/** It came in. */
export function received(overrides: Partial<Submission> = {}, by: Actor | null = null): Event {
  return { type: 'submission-received', submission: aSubmission(overrides), by };
}

/** An effect of a submission was carried out. */
export function carriedOut<Kind extends EffectKind>(kind: Kind, result: EffectResult<Kind>): Event {
  return { type: 'effect-done', effectId: kind, kind, decision: 1, result } as Event;
}
