import { describe, expect, it } from 'vitest';
import type { Effect } from '#core/effects.ts';
import type { Event } from '#core/events.ts';
import { accountRequest } from '#core/processes/account-request/process.ts';
import { readAccountRequest } from '#core/processes/account-request/state.ts';
import {
  aCompany,
  acceptance,
  actor,
  evidenceRequest,
  observed,
  refusal,
  undoing,
} from '../../../kit/account-request-samples.ts';
import { holding } from '../../../kit/account-request-states.ts';
import { given, now } from '../../../kit/given-when-then.ts';

const desk = { company: { ...aCompany(), desk: true } };
const webUrl = 'https://desk.example.org/conversation/55/1234/';
const linked: Event = {
  type: 'conversation-linked',
  conversation: { id: 55, number: 1234, webUrl },
  by: null,
};
const file = {
  id: 7,
  threadId: 552,
  name: 'délibération.pdf',
  mimeType: 'application/pdf',
  size: 1_000,
  at: '2026-11-22T10:00:00Z',
  conversationId: 55,
};
const replied: Event = {
  type: 'requester-replied',
  conversationId: 55,
  at: '2026-11-22T10:00:00Z',
  documents: [file],
};
const tells = { kind: 'tell-conversation', conversationId: 55 };
const kindsOf = (effects: readonly Effect[]) => effects.map(({ kind }) => kind);

describe('conversations of the help desk', () => {
  it('are looked for by the addresses, when there are some and when they change', () => {
    const born = given([observed()], desk);
    expect(born.effects).toContainEqual({ kind: 'find-conversations', emails: born.state.person.emails });
    expect(kindsOf(given([observed()]).effects)).not.toContain('find-conversations');
  });

  it('are linked once, and told at once how the request stands', () => {
    const known = given([observed()], desk)
      .when(linked)
      .thenMoves({
        step: 'pending',
        state: { conversations: [{ id: 55, number: 1234, webUrl }] },
        effects: [tells],
      });
    known.when(linked).thenNothing(/./);
  });

  it('are told apart in the journal by their numbers, never by our ids', () => {
    const known = given([observed()], desk);
    known.when(linked).thenMoves({ step: 'pending', says: 'Conversation Help Scout n° 1234' });
    known
      .when({ ...linked, conversation: { id: 55, number: null, webUrl } })
      .thenMoves({ step: 'pending', says: 'Conversation Help Scout' });
  });

  it('that were found are linked as well', () => {
    const result = { conversations: [{ id: 55, number: 1234, webUrl }] };
    const found = { type: 'effect-done', effectId: 'e', kind: 'find-conversations', decision: 0, result };
    given([observed()], desk)
      .when(found as Event)
      .thenMoves({ step: 'pending', effects: [tells] });
  });

  it('are told what is done, not what is under way', () => {
    const accepting = given([observed(), linked, acceptance()], desk);
    expect(kindsOf(accepting.effects).filter((kind) => kind === 'tell-conversation')).toHaveLength(1);
    const accepted = accepting.andAllDone();
    expect(accepted.state.step).toBe('accepted');
    expect(kindsOf(accepted.effects).filter((kind) => kind === 'tell-conversation')).toHaveLength(2);
  });

  it('hear of what can be undone only once it cannot', () => {
    const company = { ...holding.company, desk: true };
    const asked = given([observed(), linked], { company });
    asked
      .when(evidenceRequest())
      .thenMoves({ step: 'awaiting-evidence', effects: [{ kind: 'send-email' }, tells] });
    const decided = accountRequest.decide(asked.state, evidenceRequest(), { company, now, turn: 0 });
    const telling = decided.outcome === 'advanced' ? decided.effects.at(-1) : undefined;
    expect(telling?.dueAt).toBe(decided.outcome === 'advanced' && decided.state.decision?.undoUntil);
    expect(asked.and(evidenceRequest(), undoing).state.step).toBe('pending');
  });

  it('say nothing where there is no help desk', () => {
    const without = given([observed(), linked, refusal()]).andAllDone();
    expect(kindsOf(without.effects)).not.toContain('tell-conversation');
  });
});

describe('what the person sent', () => {
  it('brings a request that awaits a document back, with the document', () => {
    given([observed(), linked, evidenceRequest()], desk)
      .when(replied, '2026-11-22T10:00:00.000Z')
      .thenMoves({
        step: 'pending',
        state: { evidence: null, documents: [file] },
        says: 'Réponse reçue, pièces jointes : 1',
      });
  });

  it('changes nothing when nothing is awaited, or when it was sent before', () => {
    given([observed(), linked], desk).when(replied).thenNothing(/./);
    const early = { ...replied, at: '2026-11-22T09:00:00Z' } as Event;
    given([observed(), linked, evidenceRequest()], desk).when(early).thenNothing(/./);
  });

  it('may be entered by staff while the request is open, each file once', () => {
    const entered: Event = { type: 'evidence-recorded', by: actor(), document: file };
    const kept = given([observed()])
      .when(entered)
      .thenMoves({ step: 'pending', state: { documents: [file] } });
    kept.when(entered).thenNothing('« délibération.pdf » est déjà le justificatif de cette demande.');
    given([observed(), evidenceRequest()]).when(entered).thenMoves({ step: 'pending' });
    given([observed(), acceptance()])
      .andAllDone()
      .when(entered)
      .thenRefused(/Aucun justificatif/);
  });
});

describe('the link to activate an account', () => {
  const renewal: Event = { type: 'activation-renewal-requested', by: actor() };
  const accepted = () => given([observed(), acceptance()]).andAllDone();
  const renewed = (state: string): Event =>
    ({
      type: 'effect-done',
      effectId: 'e',
      kind: 'renew-activation',
      decision: 0,
      result: { state, outcome: 'renewed' },
    }) as Event;

  it('is made to work first, and mailed to the address of the account', () => {
    const asked = accepted()
      .when(renewal)
      .thenMoves({ step: 'accepted', effects: [{ kind: 'renew-activation' }] });
    asked.when(renewed('invited')).thenMoves({
      step: 'accepted',
      effects: [{ kind: 'send-email', template: 'activation-renewal', to: asked.state.account?.email }],
    });
  });

  it('is not mailed twice by two people who help the same person', () => {
    const asked = accepted().and(renewal);
    expect(asked.state.activationSentAgainAt).toBe(now);
    asked.when(renewal).thenNothing(/vient d’être renvoyé/);
    asked.when(renewal, '2026-11-22T09:41:00.000Z').thenMoves({ step: 'accepted' });
  });

  it('is not mailed to somebody who activated it meanwhile', () => {
    const asked = accepted().and(renewal).and(renewed('active'));
    expect(asked.state.account?.state).toBe('active');
    expect(kindsOf(asked.effects).filter((kind) => kind === 'send-email')).toHaveLength(1);
    asked.when(renewal).thenRefused('Le compte est déjà activé : aucun lien n’est nécessaire.');
  });

  it('needs an account', () => {
    given([observed()])
      .when(renewal)
      .thenRefused(/pas encore de compte/);
  });

  it('follows what the directory says in between', () => {
    const expired = accepted()
      .when({ type: 'account-observed', state: 'expired' })
      .thenMoves({ step: 'accepted', state: { account: { state: 'expired' } } });
    expired.when({ type: 'account-observed', state: 'expired' }).thenNothing(/./);
  });
});

it('reads requests of the release before, which knew no help desk', () => {
  const { state } = given([observed()]);
  const { conversations, toldCount, documents, activationSentAgainAt, renewalCount, ...before } = state;
  expect([conversations, toldCount, documents, activationSentAgainAt, renewalCount]).toEqual([
    [],
    0,
    [],
    null,
    0,
  ]);
  expect(readAccountRequest(before, 2)).toEqual(state);
});
