import { describe, expect, it } from 'vitest';
import type { CommandType } from '#core/contract/commands.ts';
import type { Event } from '#core/events.ts';
import type { Actor } from '#core/model/staff-member.ts';
import { allowedCommands } from '#core/processes/account-request/allowed-commands.ts';
import { accountRequest } from '#core/processes/account-request/process.ts';
import { Step } from '#core/processes/account-request/state.ts';
import {
  acceptance,
  actor,
  confirmation,
  evidenceRecorded,
  evidenceRequest,
  manager,
  reconsideration,
  refusal,
  sales,
  undoing,
  withdrawal,
} from '../../../kit/account-request-samples.ts';
import { fourEyes, holding, proposedIn, requestsIn } from '../../../kit/account-request-states.ts';
import { now } from '../../../kit/given-when-then.ts';

/** The command of each event a person may cause; a retry needs a failed effect and is looked at apart. */
const askedBy = (by: Actor): [CommandType, Event][] => [
  ['confirm-decision', confirmation(by)],
  ['accept-request', acceptance(by)],
  ['refuse-request', refusal('individual', null, by)],
  ['withdraw-proposal', withdrawal(by)],
  ['ask-for-evidence', evidenceRequest()],
  ['record-evidence', evidenceRecorded],
  ['reconsider-request', reconsideration],
  ['undo-decision', undoing],
  ['renew-activation', { type: 'activation-renewal-requested', by }],
];
const tooLate = '2026-11-22T09:30:10.000Z';

/** What is offered once nothing can be taken back any more. */
const table: Record<Step, CommandType[][]> = {
  incomplete: [['refuse-request']],
  pending: [
    ['accept-request', 'refuse-request', 'ask-for-evidence'],
    ['accept-request', 'refuse-request', 'ask-for-evidence'],
  ],
  'awaiting-evidence': [['accept-request', 'refuse-request', 'record-evidence']],
  accepting: [[], [], [], []],
  accepted: [['renew-activation']],
  refusing: [[], [], [], [], []],
  refused: [['reconsider-request']],
  withdrawn: [[], [], ['accept-request', 'refuse-request']],
};

describe.each(Step.options)('%s', (step) => {
  it('offers what the table says', () => {
    expect(requestsIn[step].map(({ state }) => state.step)).toEqual(requestsIn[step].map(() => step));
    expect(requestsIn[step].map(({ state }) => allowedCommands(state, tooLate, false))).toEqual(table[step]);
  });

  it('offers a command exactly when it would be carried out', () => {
    for (const { state } of requestsIn[step]) {
      for (const at of [now, tooLate]) {
        const carriedOut = askedBy(actor()).filter(([, event]) => {
          const { outcome } = accountRequest.decide(state, event, { ...holding, now: at, turn: 0 });
          return outcome === 'advanced';
        });
        expect(allowedCommands(state, at, false).toSorted()).toEqual(
          carriedOut.map(([type]) => type).toSorted(),
        );
      }
    }
  });

  it('offers a retry when an effect has trouble', () => {
    for (const { state } of requestsIn[step]) {
      expect(allowedCommands(state, tooLate, true)).toEqual([
        ...allowedCommands(state, tooLate, false),
        'retry-effect',
      ]);
    }
  });
});

describe('taking a decision back', () => {
  const [held] = requestsIn.accepting;

  it('is offered while it is held, and after its very first effect gave up', () => {
    expect(held && allowedCommands(held.state, now, false)).toEqual(['undo-decision']);
    const failed = held?.state.decision && {
      ...held.state,
      decision: { ...held.state.decision, failed: ['ensure-admin-account'] },
    };
    expect(failed && allowedCommands(failed, tooLate, true)).toEqual(['undo-decision', 'retry-effect']);
  });

  it('is not offered once something was done outside', () => {
    const begun = requestsIn.accepting.at(-1);
    expect(begun && allowedCommands(begun.state, now, true)).toEqual(['retry-effect']);
  });
});

describe('a proposal', () => {
  it.each([
    ['who proposed', sales],
    ['another decider', manager],
  ])('offers %s a command exactly when it would be carried out', (_who, id) => {
    for (const { state } of proposedIn) {
      const carriedOut = askedBy(actor(id)).filter(([, event]) => {
        const { outcome } = accountRequest.decide(state, event, { ...fourEyes, now: tooLate, turn: 0 });
        return outcome === 'advanced';
      });
      const offered = allowedCommands(state, tooLate, false, actor(id));
      expect(offered.toSorted()).toEqual(carriedOut.map(([type]) => type).toSorted());
      expect(offered.includes('confirm-decision')).toBe(id === manager);
    }
  });

  it('to accept cannot be confirmed once the address is gone', () => {
    const [, pending] = proposedIn;
    const without = pending && { ...pending.state, step: 'incomplete' as const };
    expect(without && allowedCommands(without, tooLate, false, actor(manager))).toEqual([
      'refuse-request',
      'withdraw-proposal',
    ]);
  });
});
