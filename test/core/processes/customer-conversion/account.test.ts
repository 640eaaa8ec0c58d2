import { describe, expect, it } from 'vitest';
import type { ConversionAccount } from '#core/model/conversion.ts';
import { conversionRun, type Outside } from '../../../kit/conversion-harness.ts';
import {
  aFollowingCompany,
  anAccount,
  asking,
  ids,
  observedDeal,
  seller,
} from '../../../kit/conversion-samples.ts';

const now = '2026-11-17T09:00:00.000Z';
const afterAWeek = '2026-11-24T09:30:00.000Z';

/** A client with an account, of which the directory says what is told when it is asked after a week. */
function clientOf(seen: Partial<ConversionAccount>) {
  const outside: Outside = (effect) => {
    switch (effect.kind) {
      case 'look-at-account':
        return { result: { account: anAccount(seen) } };
      case 'ensure-promise-activity':
        return { result: { promise: effect.promise, activityId: 9_000 + effect.promise, without: null } };
      default:
        return {
          result: { to: 'camille@mairie.example.org', keptBack: null, confirmed: true, leftAlone: null },
        };
    }
  };
  const run = conversionRun({ company: aFollowingCompany({}, []), outside, now });
  const account = { requestId: '00000000-0000-4000-8000-000000000001', account: anAccount() };
  run.tell(observedDeal(now, { stageId: ids.accountCreated }, { account }));
  return run;
}

const promiseOf = (run: ReturnType<typeof clientOf>, kind: string) =>
  run.state.promises.find((promise) => promise.kind === kind);

describe('what the directory tells of the account', () => {
  it('DS-30 a link that has expired is a task of the owner, kept once the account is active', () => {
    const run = clientOf({ state: 'expired' });
    run.until(afterAWeek);
    expect(promiseOf(run, 'activation')).toMatchObject({
      state: 'open',
      dueOn: '2026-11-25',
      ownerId: ids.owner,
    });
    const effect = { type: 'effect-done', effectId: 'e', kind: 'look-at-account', decision: 0 } as const;
    run.tell({ ...effect, result: { account: anAccount({ state: 'active' }) } });
    expect(promiseOf(run, 'activation')).toMatchObject({
      state: 'kept',
      endedBecause: { key: 'account-active' },
    });
  });

  it('DS-47 whoever begins to use it is called the next working day', () => {
    const run = clientOf({ state: 'active', usesCount: 2 });
    run.tell(asking({ type: 'welcome-client', how: 'call' }));
    run.tell(
      asking({ type: 'choose-path', path: 'autonomous', procedure: null, documents: [], demoDay: null }),
    );
    expect(promiseOf(run, 'tests-call')?.dueOn).toBe('2026-12-01');
    run.tell({
      ...{ type: 'effect-done', effectId: 'e', kind: 'look-at-account', decision: 0 },
      result: { account: anAccount({ usesCount: 1 }) },
    });
    expect(promiseOf(run, 'tests-call')).toMatchObject({ dueOn: '2026-11-18', movedCount: 1 });
    expect(run.heard.at(-1)?.reason?.key).toBe('account-used');
  });
});

describe('a request that is accepted while the deal of its suspect is still being made', () => {
  it('DS-06 joins the deal as soon as it is there: the content of its own is kept, and it goes', () => {
    const outside: Outside = (effect) =>
      effect.kind === 'ensure-suspect'
        ? { result: { dealId: 500, personId: 700, organizationId: 800 } }
        : { result: { promise: 1, activityId: 9_001, without: null, leftAlone: null } };
    const run = conversionRun({ company: aFollowingCompany({}, []), outside, now });
    const person = { id: null, name: 'Camille Exemple', email: 'camille@mairie.example.org', phone: null };
    const suspect = { organization: null, person, siren: null, channel: 'call' as const, ownerId: ids.owner };
    run.tell({ type: 'suspect-requested', by: seller, suspect });
    const requestId = '00000000-0000-4000-8000-000000000001';
    const joined = { requestId, dealId: 510, personId: 710, account: anAccount(), at: now };
    run.tell({ type: 'request-joined', ...joined });
    expect(run.effects.map(({ effect }) => effect.kind)).toEqual(['ensure-suspect']);
    run.until(afterAWeek);
    expect(run.effects.filter(({ state }) => state === 'done').map(({ effect }) => effect)).toMatchObject(
      expect.arrayContaining([
        expect.objectContaining({ kind: 'ensure-participant', dealId: 500, personId: 710 }),
        expect.objectContaining({ kind: 'keep-deal-as-note', fromDealId: 510, toDealId: 500 }),
        expect.objectContaining({ kind: 'remove-duplicate-deal', dealId: 510, intoDealId: 500 }),
        expect.objectContaining({ kind: 'ensure-deal-stage', dealId: 500, stageId: ids.accountCreated }),
      ]),
    );
    expect(run.state).toMatchObject({ step: 'account-created', joining: null, requestId });
  });
});
