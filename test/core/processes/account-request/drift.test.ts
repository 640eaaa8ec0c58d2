import { describe, expect, it } from 'vitest';
import type { Event } from '#core/events.ts';
import { DriftKind } from '#core/model/drift.ts';
import { driftsOf, driftWords } from '#core/processes/account-request/drift.ts';
import { mayRepair } from '#core/processes/account-request/repair.ts';
import type { AccountRequest } from '#core/processes/account-request/state.ts';
import { aCompany, acceptance, actor, observed, robot, sales } from '../../../kit/account-request-samples.ts';
import { given } from '../../../kit/given-when-then.ts';

const accepted = () => given([observed(), acceptance()]).andAllDone();
const { person } = accepted().state;
const [email = ''] = person.emails;
const account = { id: 'account-1', state: 'active', email, created: true } as const;
const state: AccountRequest = { ...accepted().state, ownerId: sales, dealId: 5, account };
const well = { dealIsGone: false, personIsGone: false };
const drifts = (change: Partial<AccountRequest>, seen = well) =>
  driftsOf({ ...state, ...change }, seen, aCompany());
const repairing = (drift: DriftKind): Event => ({ type: 'repair-requested', by: actor(), drift });

describe('what differs from what was done for an accepted request', () => {
  it('is nothing where all is as it was done, or as people moved it', () => {
    expect(state.step).toBe('accepted');
    expect(drifts({})).toEqual([]);
    expect(drifts({ ownerId: 99, account: null, dealId: null })).toEqual([]);
  });

  it('is an account that is gone, or of another address', () => {
    expect(drifts({ account: { ...account, state: 'gone' } })).toEqual(['account-gone']);
    expect(drifts({ account: { ...account, email: 'other@example.org' } })).toEqual(['account-address']);
    expect(drifts({ account: { ...account, state: 'gone', email: 'other@example.org' } })).toEqual([
      'account-gone',
    ]);
  });

  it('is a deal or a person that is gone, and a person nobody was given', () => {
    expect(drifts({}, { ...well, dealIsGone: true })).toEqual(['deal-gone']);
    expect(drifts({ ownerId: robot })).toEqual(['person-not-given']);
    expect(drifts({ ownerId: robot }, { dealIsGone: true, personIsGone: true })).toEqual(['person-gone']);
  });

  it('is nothing of a request that is not accepted', () => {
    const gone = { dealIsGone: true, personIsGone: true };
    for (const step of ['pending', 'accepting', 'refused', 'withdrawn'] as const)
      expect(drifts({ step, account: { ...account, state: 'gone' } }, gone), step).toEqual([]);
  });

  it('says in both languages what differs and who acts', () => {
    for (const { title, detail } of Object.values(driftWords))
      expect([title.fr, title.en, detail.fr, detail.en].every((words) => words.length > 20)).toBe(true);
  });
});

describe('a repair', () => {
  it('makes the account again, names it on the person and mails its link', () => {
    const asked = accepted()
      .when(repairing('account-gone'))
      .thenMoves({ step: 'accepted', effects: [{ kind: 'ensure-admin-account', emails: [email] }] });
    const made = { id: 'account-2', state: 'invited', email } as const;
    asked
      .when({
        type: 'effect-done',
        effectId: 'e',
        kind: 'ensure-admin-account',
        decision: 0,
        result: { account: made, outcome: 'created', originalDealTitle: null },
      })
      .thenMoves({
        step: 'accepted',
        state: { account: { ...made, created: true } },
        effects: [
          { kind: 'ensure-person-owner', accountId: 'account-2' },
          { kind: 'send-email', template: 'activation-renewal', to: email },
        ],
      });
  });

  it('makes the deal again where the decision had placed it, for whoever holds the person', () => {
    const { effects } = accepted();
    const placed = effects.find(({ kind }) => kind === 'ensure-deal-placed');
    if (placed?.kind !== 'ensure-deal-placed') throw new Error('Accepting placed no deal.');
    const { pipelineId, stageId } = placed;
    accepted()
      .when(repairing('deal-gone'))
      .thenMoves({
        step: 'accepted',
        effects: [{ kind: 'ensure-deal-placed', pipelineId, stageId, createIfMissing: true, status: 'open' }],
      });
  });

  it('gives the person to whom the rule names now', () => {
    accepted()
      .when(repairing('person-not-given'))
      .thenMoves({ step: 'accepted', effects: [{ kind: 'ensure-person-owner', ownerId: sales }] });
  });

  it.each(['account-address', 'person-gone'] as const)('is nothing of ours for %s', (drift) => {
    expect(mayRepair(state, drift)).toBe(false);
    accepted().when(repairing(drift)).thenNothing('Il n’y a plus rien à réparer ici.');
  });

  it('is nothing any more once the request is not accepted', () => {
    for (const drift of DriftKind.options)
      given([observed()]).when(repairing(drift)).thenNothing('Il n’y a plus rien à réparer ici.');
  });

  it('makes no deal in the place of a colleague’s that a request was attached to', () => {
    expect(mayRepair(state, 'deal-gone')).toBe(true);
    const attached = given([observed(), acceptance(actor(), { attachToDealId: 40 })]).andAllDone().state;
    expect(attached.step).toBe('accepted');
    expect(mayRepair(attached, 'deal-gone')).toBe(false);
  });
});
