import { describe, expect, it } from 'vitest';
import { journalLineText } from '#core/processes/account-request/journal-line-text.ts';
import { accountRequest } from '#core/processes/account-request/process.ts';
import {
  aCompany,
  acceptance,
  actor,
  aPerson,
  confirmation,
  lookedUp,
  manager,
  observed,
  refusal,
  sales,
  undoing,
  withdrawal,
} from '../../../kit/account-request-samples.ts';
import { fourEyes, withoutAddress } from '../../../kit/account-request-states.ts';
import { type Expected, given, now } from '../../../kit/given-when-then.ts';

const second = actor(manager);
const pending = given([observed()], fourEyes);
const accepted = pending.and(acceptance());

describe('a proposal', () => {
  it('is withdrawn by who made it, or by any decider', () => {
    const gone: Expected = { step: 'pending', state: { proposal: null, decision: null }, effects: [] };
    accepted.when(withdrawal()).thenMoves(gone);
    accepted.when(withdrawal(second)).thenMoves({ ...gone, says: /^Acceptation proposée par Chargée/ });
    pending.when(withdrawal()).thenRefused('Aucune décision n’attend de confirmation.');
    pending.when(confirmation()).thenRefused('Aucune décision n’attend de confirmation.');
  });

  it('ends when the request leaves the list', () => {
    const account = { id: 'account-1', state: 'active', email: 'camille@mairie.example.org' } as const;
    for (const event of [
      observed({ person: aPerson({ ownerId: sales }) }),
      observed({ person: null }),
      lookedUp(account),
    ]) {
      const left = accepted.when(event).thenMoves({ step: 'withdrawn', state: { proposal: null } });
      left.when(confirmation()).thenRefused(/./);
    }
  });

  it('to accept cannot be confirmed while the person has no address', () => {
    accepted
      .and(withoutAddress)
      .when(confirmation())
      .thenRefused(/pas d’adresse e-mail utilisable/);
  });

  it('stands again when the confirmation is taken back', () => {
    const { proposal } = accepted.state;
    accepted
      .and(confirmation())
      .when(undoing)
      .thenMoves({ step: 'pending', state: { proposal, decision: null } });
  });

  it('can be confirmed by its maker once the company wants no second decider any more', () => {
    const decision = accountRequest.decide(accepted.state, confirmation(actor()), {
      company: aCompany(),
      now,
      turn: 0,
    });
    expect(decision).toMatchObject({
      outcome: 'advanced',
      state: { decision: { by: actor(), confirmedBy: null } },
    });
  });
});

describe('the journal', () => {
  const { settings } = fourEyes.company;
  /** The line of an event after what happened before. */
  function line(before: typeof pending, event: Parameters<typeof pending.when>[0], language: 'fr' | 'en') {
    const { reason } = accountRequest.decide(before.state, event, { ...fourEyes, now, turn: 0 });
    return journalLineText({ event, reason }, language, settings);
  }

  it('tells a proposal as one, with its note', () => {
    expect(line(pending, acceptance(), 'fr')).toEqual({
      text: 'Acceptation proposée',
      detail: 'Rien n’est encore fait : un autre décideur doit confirmer.',
    });
    expect(line(pending, refusal('individual', 'Vu.'), 'fr')).toEqual({
      text: 'Refus proposé : Particulier ou entreprise',
      detail: 'Vu.',
    });
    expect(line(accepted, refusal(), 'en')).toEqual({
      text: 'Refusal proposed: Individual or company',
      detail:
        'Replaces the proposal of Chargée de clientèle. Nothing is done yet: another decider has to confirm.',
    });
  });

  it('names the first decider beside the second', () => {
    const detail = expect.stringMatching(
      /^Acceptance proposed by Chargée de clientèle from Pipedrive, on Nov 22/,
    );
    expect(line(accepted, confirmation(), 'en')).toEqual({ text: 'Decision confirmed', detail });
    expect(line(accepted, acceptance(second), 'en')).toEqual({ text: 'Request accepted', detail });
    expect(line(accepted, withdrawal(), 'fr')).toEqual({ text: 'Proposition retirée', detail: null });
  });
});
