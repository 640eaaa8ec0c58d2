import type { Effect } from '../../effects.ts';
import type { Event } from '../../events.ts';
import { reason } from '../../kernel/outcome.ts';
import { advance, type Decision, ignored, type NewEffect } from '../../kernel/process.ts';
import type { DriftKind } from '../../model/drift.ts';
import { placeFor } from './as-of-now.ts';
import type { DecisionContext } from './decisions.ts';
import { activationMail, ensureAccount, ownerFor, placeDeal } from './plans.ts';
import type { AccountRequest } from './state.ts';

type Result = Decision<AccountRequest, Effect>;
type EventOf<Type extends Event['type']> = Extract<Event, { type: Type }>;

/** What a write of ours puts right; the others wait for whom their words name. */
const repairable: readonly DriftKind[] = ['account-gone', 'deal-gone', 'person-not-given'];

/** Whether there is something that Passerelle can do about a drift of a request. */
export function mayRepair(request: AccountRequest, drift: DriftKind): boolean {
  const isAttached = request.decision?.type === 'accept' && request.decision.attachToDealId !== null;
  return request.step === 'accepted' && repairable.includes(drift) && !(drift === 'deal-gone' && isAttached);
}

/** An operator has a drift put right: what was done for the request is done again, as far as it is gone. */
export function repair(
  request: AccountRequest,
  { drift }: EventOf<'repair-requested'>,
  context: DecisionContext,
): Result {
  const effect = mayRepair(request, drift) ? repairOf(request, drift, context) : null;
  if (effect === null) return ignored(reason('nothing-to-repair'));
  return advance<AccountRequest, Effect>(request, { effects: [repairing(effect, drift, context)] });
}

/** An operator says that a drift is right so: nothing is done, and the story tells who said it. */
export function acceptDrift(request: AccountRequest): Result {
  return request.step === 'accepted'
    ? advance<AccountRequest, Effect>(request)
    : ignored(reason('nothing-to-repair'));
}

/** An account that was made again is the person's: the record names it, and its link is mailed. */
export function accountRepaired(request: AccountRequest, context: DecisionContext): Result {
  const { account, ownerId } = request;
  const isUnused = account?.state === 'invited' || account?.state === 'expired';
  const effects = [given(request, ownerId), ...(isUnused ? [activationMail(request, context.company)] : [])];
  return advance<AccountRequest, Effect>(request, {
    effects: effects.map((effect) => repairing(effect, effect.kind, context)),
  });
}

function repairOf(request: AccountRequest, drift: DriftKind, context: DecisionContext): Effect | null {
  const { decision } = request;
  if (decision === null) return null;
  const { company, turn } = context;
  const input = { request, company, by: decision.by, turn };
  if (drift === 'account-gone') return ensureAccount(input, null);
  if (drift === 'person-not-given') {
    const owner = ownerFor(input);
    return owner ? given(request, owner.id) : null;
  }
  const place = placeFor(decision, company);
  if ('missing' in place) return null;
  return placeDeal(input, {
    ...place,
    ownerId: request.ownerId,
    status: 'open',
    lostReason: null,
    createIfMissing: true,
  });
}

function given({ person, account }: AccountRequest, ownerId: number | null): Effect {
  return {
    kind: 'ensure-person-owner',
    personId: person.id,
    ownerId,
    requestState: 'accepted',
    accountId: account?.id ?? null,
  };
}

/** What is repaired twice is two effects: the moment tells them apart. */
function repairing(effect: Effect, of: string, { now }: DecisionContext): NewEffect<Effect> {
  return { effect, decision: 0, key: `repair-${of}-${now}`, dueAt: now };
}
