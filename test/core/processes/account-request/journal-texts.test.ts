import { describe, expect, it } from 'vitest';
import type { ConversionEvent } from '#core/conversion-events.ts';
import type { Effect, EffectKind } from '#core/effects.ts';
import type { Event, EventType } from '#core/events.ts';
import { AdminAccountState } from '#core/model/admin-account.ts';
import { Language } from '#core/model/localized.ts';
import {
  effectText,
  eventText,
  refusalLabel,
  stepText,
} from '#core/processes/account-request/journal-texts.ts';
import { Step } from '#core/processes/account-request/state.ts';
import { Settings } from '#core/settings.ts';
import {
  acceptance,
  actor,
  evidenceRecorded,
  evidenceRequest,
  lookedUp,
  observed,
  reconsideration,
  refusal,
  timer,
  undoing,
} from '../../../kit/account-request-samples.ts';
import { aPicture } from '../../../kit/conversation-samples.ts';
import { effectSamples } from '../../../kit/effect-samples.ts';
import { aSubmission } from '../../../kit/submission-samples.ts';

const settings = Settings.parse({});
const kinds = Object.keys(effectSamples) as EffectKind[];
const problem = {
  word: 'rejected',
  title: { fr: 'L’annuaire a refusé', en: 'The directory refused' },
  detail: { fr: 'Corrigez la fiche.', en: 'Correct the record.' },
} as const;

function done<Kind extends EffectKind>(kind: Kind, result: object): Event {
  return { type: 'effect-done', effectId: 'e', kind, decision: 1, result } as Event;
}

/** At least one event of every type: one without a text does not compile, one without a sample neither. */
const events: Record<Exclude<EventType, ConversionEvent['type']>, Event[]> = {
  'crm-observed': [observed()],
  'submission-joined': [
    {
      type: 'submission-joined',
      joined: { personId: 71, personName: 'Camille', at: '2026-11-22T09:30:00Z' },
    },
  ],
  'submission-received': [{ type: 'submission-received', submission: aSubmission(), by: null }],
  'submission-entered': [
    { type: 'submission-entered', source: 'request-form', by: null, at: '2026-11-22T09:00:00Z' },
    { type: 'submission-entered', source: 'phone', by: actor(), at: '2026-11-22T09:00:00Z' },
  ],
  'submission-parted': [{ type: 'submission-parted', personId: 71 }],
  'submission-gone': [{ type: 'submission-gone', personId: 71 }],
  'acceptance-requested': [acceptance(), acceptance(actor(), { attachToDealId: 40 })],
  'refusal-requested': [refusal('individual', 'Vu au téléphone.')],
  'evidence-requested': [evidenceRequest('Une délibération')],
  'evidence-recorded': [evidenceRecorded],
  'reconsideration-requested': [reconsideration],
  'undo-requested': [undoing],
  'decision-confirmed': [{ type: 'decision-confirmed', by: actor() }],
  'proposal-withdrawn': [{ type: 'proposal-withdrawn', by: actor() }],
  'retry-requested': kinds.map((kind) => ({
    type: 'retry-requested',
    by: actor(),
    effectId: 'e',
    effect: effectSamples[kind].effect as Effect,
    decision: 1,
  })),
  'effect-done': kinds.map((kind) => done(kind, effectSamples[kind].result)),
  'effect-failed': kinds.map((kind) => ({
    type: 'effect-failed',
    effectId: 'e',
    kind,
    decision: 1,
    problem,
  })),
  'activation-renewal-requested': [{ type: 'activation-renewal-requested', by: actor() }],
  'repair-requested': [{ type: 'repair-requested', by: actor(), drift: 'account-gone' }],
  'drift-accepted': [{ type: 'drift-accepted', by: actor(), drift: 'account-gone' }],
  'account-observed': AdminAccountState.options.map((state) => ({ type: 'account-observed', state })),
  'conversation-linked': [
    {
      type: 'conversation-linked',
      conversation: { id: 55, number: 1234, webUrl: 'https://desk.example.org/55' },
      by: null,
    },
  ],
  'requester-replied': [
    { type: 'requester-replied', conversationId: 55, at: '2026-11-22T09:00:00Z', documents: [] },
  ],
  'conversation-hinted': [{ type: 'conversation-hinted', conversationId: 55 }],
  'conversation-recognised': [{ type: 'conversation-recognised', conversationId: 55, because: 'form' }],
  'conversation-link-requested': [{ type: 'conversation-link-requested', by: actor(), requestId: 'r' }],
  'request-told': [{ type: 'request-told', picture: aPicture() }],
  'saved-reply-requested': [
    {
      type: 'saved-reply-requested',
      by: actor(),
      commandId: 'c',
      reply: 'valid',
      name: 'Demande compte admin',
      html: '<p>Bonjour</p>',
      send: false,
      proposed: 'valid',
    },
  ],
  'timer-fired': [timer('evidence-reminder'), timer('evidence-expiry')],
};

describe('journal lines', () => {
  it.each(Object.entries(events))('%s has a line in both languages', (_type, samples) => {
    const lines = (language: Language) => samples.map((event) => eventText(event, language, settings).text);
    expect(new Set(lines('fr')).size).toBe(samples.length);
    for (const language of Language.options) {
      for (const text of lines(language)) expect(text).toMatch(/^\p{Lu}(?!.*(undefined|null)).*[^.:\s]$/u);
    }
    for (const [index, text] of lines('fr').entries()) expect(text).not.toBe(lines('en')[index]);
  });

  it.each([
    ['created', 'Compte créé (camille@mairie.example.org)'],
    ['linked', 'Compte existant relié (camille@mairie.example.org)'],
    ['reactivated', 'Compte réactivé (camille@mairie.example.org)'],
  ])('says that the account was %s', (outcome, detail) => {
    const account = { id: 'a', state: 'invited', email: 'camille@mairie.example.org' };
    const event = done('ensure-admin-account', { account, outcome });
    expect(eventText(event, 'fr', settings).detail).toBe(detail);
  });

  it('says why a deal was left alone, and nothing when it moved', () => {
    const left = done('ensure-deal-placed', { dealId: 90, leftAlone: 'won' });
    expect(eventText(left, 'en', settings).detail).toBe(
      'Somebody closed or deleted the deal: it was left alone.',
    );
    const taken = done('ensure-deal-placed', { dealId: 90, leftAlone: 'taken' });
    expect(eventText(taken, 'fr', settings).detail).toBe(
      'L’affaire a été reprise par quelqu’un : elle n’a pas été touchée.',
    );
    const moved = done('ensure-deal-placed', { dealId: 90, leftAlone: null });
    expect(eventText(moved, 'en', settings).detail).toBeNull();
  });

  it('says whom a mail went to, and that an interrupted one was not sent again', () => {
    const to = 'camille@mairie.example.org';
    expect(eventText(done('send-email', { to, confirmed: true }), 'fr', settings).detail).toBe(to);
    expect(eventText(done('send-email', { to, confirmed: false }), 'fr', settings).detail).toContain(
      'non renvoyé',
    );
  });

  it('says who has to do what about a failure', () => {
    const [failed] = events['effect-failed'];
    expect(failed && eventText(failed, 'fr', settings).detail).toBe(
      'L’annuaire a refusé. Corrigez la fiche.',
    );
  });

  it('a look-up that found nobody is told as one', () => {
    expect(eventText(lookedUp(null), 'fr', settings)).toEqual({
      text: 'Fait : Chercher un compte existant',
      detail: null,
    });
  });
});

describe('names', () => {
  it('every step and every effect has one in both languages', () => {
    for (const language of Language.options) {
      for (const step of Step.options) expect(stepText(step, language)).not.toBe(step);
      expect(new Set(kinds.map((kind) => effectText(kind, language))).size).toBe(kinds.length);
    }
    expect(stepText('some-later-step', 'fr')).toBe('some-later-step');
  });

  it('a refusal reason that left the settings keeps its key', () => {
    expect(refusalLabel(settings, 'form-filler', 'en')).toBe('Only wants to fill in a form');
    expect(refusalLabel(settings, 'ancien-motif', 'fr')).toBe('ancien-motif');
  });
});
