import { expect, it } from 'vitest';
import { accountRequestVersion, readAccountRequest } from '#core/processes/account-request/state.ts';
import { acceptance, observed, reconsideration, refusal } from '../../../kit/account-request-samples.ts';
import { given } from '../../../kit/given-when-then.ts';

const { state } = given([observed(), refusal()]).andAllDone().and(reconsideration, acceptance());

/** As version 1 stored it: nobody knew of a second decider. */
function asVersion1(): unknown {
  const { proposal, decision, pastDecisions, ...rest } = state;
  const alone = (one: object) => {
    const { confirmedBy, proposalBefore, ...kept } = { confirmedBy: null, proposalBefore: null, ...one };
    return kept;
  };
  return { ...rest, decision: decision && alone(decision), pastDecisions: pastDecisions.map(alone) };
}

it('reads what version 1 stored: decisions of one person, and nothing proposed', () => {
  expect(JSON.stringify(asVersion1())).not.toMatch(/proposal|confirmedBy/);
  expect(readAccountRequest(asVersion1(), 1)).toEqual(state);
  expect(state.pastDecisions).toHaveLength(2);
  expect(readAccountRequest({ ...(asVersion1() as object), decision: null }, 1).decision).toBeNull();
});

it('reads what it stores itself, and nothing of a newer release', () => {
  expect(readAccountRequest(JSON.parse(JSON.stringify(state)), accountRequestVersion)).toEqual(state);
  expect(() => readAccountRequest(asVersion1(), accountRequestVersion)).toThrow();
  expect(() => readAccountRequest(state, accountRequestVersion + 1)).toThrow(/update this node/);
});
