import { describe, expect, it } from 'vitest';
import type { Company } from '#core/company.ts';
import type { Effect } from '#core/effects.ts';
import type { Event } from '#core/events.ts';
import { accountRequest } from '#core/processes/account-request/process.ts';
import {
  aCompany,
  acceptance,
  accountCreated,
  actor,
  former,
  formRobot,
  manager,
  observed,
  reconsideration,
  reconsidered,
  refusal,
  refusedPlace,
  robot,
  sales,
} from '../../../kit/account-request-samples.ts';
import { given } from '../../../kit/given-when-then.ts';

const [accepted, refused] = [given([observed(), acceptance()]), given([observed(), refusal()])];
const reopened = given([observed(), refusal()]).andAllDone().and(reconsideration);

const placed = (more: object = {}): Effect => ({
  kind: 'ensure-deal-placed',
  dealId: 90,
  personId: 70,
  organizationId: 80,
  title: 'Mairie d’Exemple',
  ownerId: sales,
  ...accountCreated,
  status: 'open',
  lostReason: null,
  createIfMissing: true,
  mayReopen: false,
  ...more,
});

/** Retries an effect of the first decision, unless told otherwise. */
function retried(request: typeof accepted, effect: Effect, company: Company = aCompany(), decision = 1) {
  const event: Event = { type: 'retry-requested', by: actor(manager), effectId: 'e', effect, decision };
  return accountRequest.decide(request.state, event, { now: '2026-11-22T10:00:00Z', company, turn: 0 });
}

const retryOf = (result: ReturnType<typeof retried>) =>
  result.outcome === 'advanced' ? result.retry?.effect : result.reason;

const gone = 99;
const leaver = (id: number) => {
  const company = aCompany();
  return { ...company, staff: company.staff.map((one) => (one.id === id ? { ...one, active: false } : one)) };
};

describe('a retried effect', () => {
  it('stays as it was decided while what it names is there', () => {
    const other = aCompany({ stages: { accountCreated: 'Doc envoyée' } });
    expect(retryOf(retried(accepted, placed(), other))).toBeNull();
  });

  it.each([
    ['an acceptance', accepted, 1, accountCreated],
    ['a refusal', refused, 1, refusedPlace],
    ['a reconsideration', reopened, 2, reconsidered],
  ])('of %s goes where the settings of now say, once its stage is gone', (_what, request, number, place) => {
    const effect = placed({ stageId: gone });
    expect(retryOf(retried(request, effect, aCompany(), number))).toMatchObject({ ...place, ownerId: sales });
  });

  it('is declined as long as the settings name no stage that exists', () => {
    const company = aCompany({ stages: { accountCreated: 'Compte fait' } });
    const result = retried(accepted, placed({ stageId: gone }), company);
    expect(result).toMatchObject({
      outcome: 'refused',
      reason: { key: 'place-missing', values: { what: 'stage', name: 'Compte fait' } },
    });
  });

  it('goes to somebody who is there, once its owner left', () => {
    expect(retryOf(retried(accepted, placed({ ownerId: former })))).toMatchObject({ ownerId: sales });
    expect(retryOf(retried(accepted, placed(), leaver(sales)))).toMatchObject({ ownerId: manager });
    const person: Effect = {
      kind: 'ensure-person-owner',
      personId: 70,
      ownerId: former,
      requestState: 'accepted',
      accountId: null,
    };
    expect(retryOf(retried(accepted, person))).toEqual({ ...person, ownerId: sales });
    expect(retryOf(retried(reopened, placed({ ownerId: former }), aCompany(), 2))).toMatchObject({
      ownerId: robot,
    });
  });

  it.each<Effect>([
    { kind: 'ensure-person-owner', personId: 71, ownerId: sales, requestState: 'accepted', accountId: null },
    { kind: 'ensure-participant', dealId: 90, personId: 71 },
    placed({ personId: 71 }),
  ])('$kind goes to the record that its own was merged into', (effect) => {
    expect(retryOf(retried(accepted, effect))).toEqual({ ...effect, personId: 70 });
    const joined = { personId: 71, personName: 'Camille', at: '2026-11-22T09:30:00Z' };
    const twofold = given([observed(), { type: 'submission-joined', joined }, acceptance()]);
    expect(retryOf(retried(twofold, effect))).toBeNull();
  });

  it('of another kind, or of no decision that is known, is not changed', () => {
    const participant: Effect = { kind: 'ensure-participant', dealId: 90, personId: 70 };
    expect(retryOf(retried(accepted, participant))).toBeNull();
    expect(
      retryOf(retried(accepted, placed({ stageId: gone, ownerId: formRobot }), aCompany(), 7)),
    ).toBeNull();
  });
});
