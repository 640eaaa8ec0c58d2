import { describe, expect, it } from 'vitest';
import type { Event } from '#core/events.ts';
import { accountRequest } from '#core/processes/account-request/process.ts';
import {
  aCompany,
  acceptance,
  accountCreated,
  actor,
  confirmation,
  evidenceRequest,
  manager,
  observed,
  refusal,
  sales,
  withdrawal,
} from '../../../kit/account-request-samples.ts';
import { fourEyes, withoutAddress } from '../../../kit/account-request-states.ts';
import { given, now } from '../../../kit/given-when-then.ts';

const targets = [
  { key: 'suspect', label: 'Suspect', pipeline: 'Suspects', stage: 'Compte créé' },
  { key: 'discussion', label: 'Discussion', pipeline: 'Organismes', stage: 'En discussion' },
];
const withTargets = { company: aCompany({ fourEyes: { accept: true, refuse: true }, targets }) };
const second = actor(manager);
const pending = given([observed()], fourEyes);
const accepted = pending.and(acceptance());
const refused = pending.and(refusal('individual', 'Vu au téléphone.'));

describe('a first decision', () => {
  it('is a proposal: the step stays, and nothing at all is done', () => {
    pending.when(acceptance()).thenMoves({
      step: 'pending',
      state: {
        decision: null,
        decisionCount: 0,
        proposal: { type: 'accept', by: actor(), at: now, target: 'suspect', attachToDealId: null },
      },
      effects: [],
      timers: [],
      says: 'Rien n’est encore fait : un autre décideur doit confirmer.',
    });
    pending.when(refusal('individual', 'Vu.')).thenMoves({
      step: 'pending',
      state: { proposal: { type: 'refuse', by: actor(), reason: 'individual', note: 'Vu.' } },
      effects: [],
    });
  });

  it('takes back no mail that asks for a document', () => {
    const asked = pending.and(evidenceRequest());
    const decision = accountRequest.decide(asked.state, acceptance(), { ...fourEyes, now, turn: 0 });
    expect(decision).toMatchObject({ outcome: 'advanced', cancel: null, effects: [], startTimers: [] });
  });

  it('that would not be carried out is not proposed either', () => {
    given([withoutAddress], fourEyes)
      .when(acceptance())
      .thenRefused(/pas d’adresse e-mail utilisable/);
    pending.when(refusal('no-such-reason')).thenRefused(/n’existe pas dans les réglages/);
    accepted
      .and(confirmation())
      .when(refusal())
      .thenRefused(/a déjà accepté/);
  });

  it('is carried out at once where its kind needs no second decider', () => {
    const company = aCompany({ fourEyes: { refuse: true } });
    given([observed()], { company })
      .when(acceptance())
      .thenMoves({ step: 'accepting', state: { proposal: null } });
    const proposed = given([observed(), refusal()], { company });
    expect(proposed.state.step).toBe('pending');
    proposed.when(acceptance()).thenMoves({ step: 'accepting', state: { proposal: null } });
  });

  it('asking for a document needs no second decider, and takes the place of a proposal', () => {
    accepted
      .when(evidenceRequest())
      .thenMoves({ step: 'awaiting-evidence', state: { proposal: null, decision: { proposalBefore: {} } } });
  });
});

describe('the same person again', () => {
  it('cannot confirm, neither by name nor by deciding the same', () => {
    const says = /^Acceptation proposée par vous le .*10:30 : un autre décideur doit confirmer\.$/;
    accepted.when(acceptance()).thenRefused(says);
    accepted.when(confirmation(actor())).thenRefused(says);
    refused.when(refusal('individual', 'Vu au téléphone.')).thenRefused(/^Refus proposé par vous/);
  });

  it('is the same on another surface, known by address alone, or when nothing tells two people apart', () => {
    for (const by of [
      { ...actor(), surface: 'slack' as const },
      { ...actor(), staffId: null, email: 'VENTE@example.org ' },
      { ...actor(), staffId: null, email: null },
    ]) {
      accepted.when(confirmation(by)).thenRefused(/par vous/);
    }
    accepted
      .when(confirmation({ ...actor(), staffId: null, email: 'autre@example.org' }))
      .thenMoves({ step: 'accepting' });
  });

  it('may propose something else, which takes its place', () => {
    accepted.when(refusal()).thenMoves({
      step: 'pending',
      state: { proposal: { type: 'refuse', by: actor() } },
      effects: [],
      says: /^Remplace la proposition de Chargée de clientèle\. Rien n’est encore fait/,
    });
  });
});

describe('another decider', () => {
  it('confirms: it is carried out, and both are remembered', () => {
    accepted.when(confirmation(), '2026-11-22T10:00:00.000Z').thenMoves({
      step: 'accepting',
      state: {
        proposal: null,
        decision: {
          type: 'accept',
          by: actor(),
          confirmedBy: second,
          at: '2026-11-22T10:00:00.000Z',
          undoUntil: '2026-11-22T10:00:10.000Z',
        },
      },
      // The deal goes to the one who examined the request.
      effects: [
        { kind: 'ensure-admin-account' },
        { kind: 'ensure-deal-placed', ...accountCreated, ownerId: sales },
        { kind: 'ensure-person-owner', ownerId: sales },
        { kind: 'send-email', template: 'welcome' },
      ],
      says: /^Acceptation proposée par Chargée de clientèle depuis Pipedrive, le 22 nov\. 2026/,
    });
  });

  it('who decides the same carries it out as well, with the note of the proposal', () => {
    const outcome = {
      step: 'refusing',
      state: { decision: { note: 'Vu au téléphone.', confirmedBy: second } },
    } as const;
    refused.when(refusal('individual', null, second)).thenMoves(outcome);
    refused.when(refusal('individual', 'Vu au téléphone.', second)).thenMoves(outcome);
    accepted.when(acceptance(second, { target: 'suspect' })).thenMoves({ step: 'accepting' });
  });

  it.each([
    ['another reason', 'refusing', refused, refusal('form-filler', null, second)],
    ['another note', 'refusing', refused, refusal('individual', 'Autre chose.', second)],
    ['the contrary', 'accepting', refused, acceptance(second)],
    ['a deal to attach to', 'accepting', accepted, acceptance(second, { attachToDealId: 40 })],
    [
      'another target',
      'accepting',
      given([observed(), acceptance()], withTargets),
      acceptance(second, { target: 'discussion' }),
    ],
  ] as const)('with %s makes a proposal of their own', (_what, step, proposed, event) => {
    const mine = proposed
      .when(event)
      .thenMoves({ step: 'pending', state: { decision: null, proposal: { by: second } }, effects: [] });
    mine.when(event).thenRefused(/par vous/);
    mine
      .when(confirmation(actor()))
      .thenMoves({ step, state: { decision: { by: second, confirmedBy: actor() } } });
  });

  it('who comes after the confirmation hears both names', () => {
    const confirmed = accepted.and(confirmation());
    const third = { ...second, staffId: 99, name: 'Troisième', email: 'troisieme@example.org' };
    confirmed
      .when(confirmation(third))
      .thenNothing(/^Chargée de clientèle \(avec Responsable commercial\) a déjà accepté cette demande/);
    confirmed.when(withdrawal()).thenRefused('Aucune décision n’attend de confirmation.');
  });
});

describe('somebody who stands in for a decider', () => {
  const standing = (staffId: number, name: string) => ({
    ...actor(manager),
    staffId,
    name,
    email: `${staffId}@example.org`,
    standsInFor: { staffId: sales, name: 'Chargée de clientèle' },
  });
  const one = standing(31, 'Une remplaçante');
  const as = (who: typeof one, event: Event) => ({ ...event, by: who }) as Event;

  it('is no second pair of eyes beside the one who is away, nor beside another who stands in for them', () => {
    pending
      .and(acceptance())
      .when(as(one, confirmation()))
      .thenRefused(/Acceptation proposée par .*, avec le même droit que le vôtre/);
    pending
      .and(as(one, acceptance()))
      .when(as(standing(32, 'Un remplaçant'), confirmation()))
      .thenRefused(/par Une remplaçante \(pour Chargée de clientèle\)/);
  });

  it('is one beside anybody else', () => {
    pending.and(as(one, acceptance())).when(confirmation()).thenMoves({ step: 'accepting' });
  });

  it('is named with them to whoever comes later', () => {
    pending
      .and(as(one, acceptance()))
      .and(confirmation())
      .when(refusal())
      .thenRefused(/Une remplaçante \(pour Chargée de clientèle\) .*a déjà accepté/);
  });
});
