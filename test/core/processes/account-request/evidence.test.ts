import { describe, expect, it } from 'vitest';
import type { Event } from '#core/events.ts';
import { accountRequest } from '#core/processes/account-request/process.ts';
import {
  aCompany,
  acceptance,
  aPerson,
  evidenceRecorded,
  evidenceRequest,
  lookedUp,
  observed,
  sales,
  timer,
  undoing,
} from '../../../kit/account-request-samples.ts';
import { type Given, given, now } from '../../../kit/given-when-then.ts';

const held = { company: aCompany({ undoSeconds: 10 }) };
const account = { id: 'a1', state: 'active', email: 'camille@mairie.example.org' } as const;

function whatFollows({ state }: Given, event: Event) {
  const decision = accountRequest.decide(state, event, { ...held, now, turn: 0 });
  if (decision.outcome !== 'advanced') throw new Error(decision.reason.key);
  return decision;
}

describe('the wait for a document', () => {
  const asked = given([observed(), evidenceRequest()], held);

  it.each<[string, Event]>([
    ['the document arrived', evidenceRecorded],
    ['it never arrived', timer('evidence-expiry')],
    ['accepted all the same', acceptance()],
    ['a colleague took the person over', observed({ person: aPerson({ ownerId: sales }) })],
    ['the person was deleted', observed({ person: null })],
    ['there is an account', lookedUp(account)],
  ])('that ends because %s takes back what is not mailed yet', (_why, event) => {
    expect(whatFollows(asked, event).cancel).toEqual({ decision: 1, all: false });
    expect(whatFollows(asked.andAllDone(), event).cancel).toBeNull();
  });

  it('takes the reminder back like the mail it reminds of', () => {
    const reminded = asked.andAllDone().and(timer('evidence-reminder'));
    expect(reminded.state.decision?.outstanding).toEqual(['send-email-2']);
    expect(whatFollows(reminded, evidenceRecorded).cancel).toEqual({ decision: 1, all: false });
    expect(whatFollows(reminded.andAllDone(), evidenceRecorded).cancel).toBeNull();
  });

  it('asks again when the decision that ended it is taken back, and not when the document arrived before', () => {
    expect(whatFollows(asked.and(acceptance()), undoing)).toMatchObject({ restore: 1, effects: [] });
    expect(whatFollows(asked.and(evidenceRecorded, acceptance()), undoing)).toMatchObject({ restore: null });
  });

  it('forgets a mail that fails when nobody waits for the document any more', () => {
    const failed = {
      type: 'effect-failed',
      effectId: 'e',
      kind: 'send-email',
      decision: 1,
      problem: { word: 'rejected', title: { fr: 'Non', en: 'No' }, detail: { fr: 'Non', en: 'No' } },
    } as const;
    asked.and(acceptance()).when(failed).thenNothing('Rien de nouveau.');
    asked.and(evidenceRecorded).when(failed).thenNothing('Rien de nouveau.');
    asked
      .when(failed)
      .thenMoves({ step: 'awaiting-evidence', state: { decision: { failed: ['send-email'] } } });
  });
});
