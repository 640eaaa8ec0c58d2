import type { Effect } from '../../effects.ts';
import type { Event } from '../../events.ts';
import { type Reason, reason } from '../../kernel/outcome.ts';
import { joinedDeals } from './account.ts';
import { accountSeen } from './account-seen.ts';
import { mailSettled, stopped } from './follow-up.ts';
import { stageOf } from './places.ts';
import { replaced, withDealKnown } from './promises.ts';
import type { Conversion } from './state.ts';
import { inTouch } from './step.ts';
import { type ConversionContext, change, type Work, withEffect } from './work.ts';

type Done = Extract<Event, { type: 'effect-done' }>;
type DoneOf<Kind extends Effect['kind']> = Extract<Done, { kind: Kind }>;
type Understood = { work: Work; because: Reason | null };

/** Something was done outside: what it made is kept. */
export function effectDone(work: Work, event: Done, context: ConversionContext): Understood {
  return doneOutside(withoutFailure(work, event), event, context);
}

/** It went through after all. */
function withoutFailure(work: Work, { decision }: Done): Work {
  return work.state.failedDecision === decision ? change(work, { failedDecision: null }) : work;
}

function doneOutside(work: Work, event: Done, context: ConversionContext): Understood {
  switch (event.kind) {
    case 'ensure-suspect':
      return { work: withSuspect(work, event.result, context), because: null };
    case 'ensure-deal-stage':
      return dealMoved(work, event);
    case 'send-client-mail':
      return mailSent(work, event, context);
    case 'ensure-promise-activity':
      return { work: withActivityMade(work, event.result, context), because: null };
    case 'look-at-account':
      return accountSeen(work, event.result.account, context);
    default:
      return { work, because: null };
  }
}

function withSuspect(
  work: Work,
  { dealId, personId, organizationId }: DoneOf<'ensure-suspect'>['result'],
  context: ConversionContext,
): Work {
  const { person, organization } = work.state;
  const known = change(work, {
    dealId,
    person: person && { ...person, id: personId },
    organization: organization && { ...organization, id: organizationId },
  });
  return joinedDeals(withDealKnown(known, work.state, context), context);
}

function dealMoved(work: Work, { result, decision }: DoneOf<'ensure-deal-stage'>): Understood {
  const { moving, place } = work.state;
  if (moving?.decision !== decision) return { work, because: null };
  const still = change(work, { moving: null });
  if (result.leftAlone !== null) return { work: still, because: reason('deal-left-alone') };
  return { work: change(still, { place: place && { ...place, stageId: moving.stageId } }), because: null };
}

function mailSent(
  work: Work,
  { result, decision }: DoneOf<'send-client-mail'>,
  context: ConversionContext,
): Understood {
  const { now } = context;
  const settled = mailSettled(work, decision, result.keptBack === null ? 'sent' : 'kept-back');
  if (result.keptBack === 'opted-out') {
    const because = reason('opt-out');
    return {
      work: stopped(change(settled, { optedOutAt: work.state.optedOutAt ?? now }), because, context),
      because,
    };
  }
  if (result.keptBack === 'heard') {
    const because = reason('reply');
    return { work: stopped(inTouch(settled, 'mail', true, now), because, context), because };
  }
  const told = inTouch(settled, 'mail', false, now);
  const { step, documentedAt } = told.state;
  const isDocumentation = step === 'documented' && documentedAt === null;
  return { work: isDocumentation ? change(told, { documentedAt: now }) : told, because: null };
}

/** A promise that ended while its activity was made takes it back. */
function withActivityMade(
  work: Work,
  { promise: number, activityId, without }: DoneOf<'ensure-promise-activity'>['result'],
  context: ConversionContext,
): Work {
  const promise = work.state.promises.find((each) => each.number === number);
  if (!promise) return work;
  const plannedActivities = work.state.plannedActivities.filter(({ id }) => id !== activityId);
  const known = change(work, { plannedActivities });
  const made = replaced(known, {
    ...promise,
    activityId,
    activityBefore: undefined,
    withoutActivity: without,
  });
  if (promise.state === 'open' || activityId === null || promise.activityId !== null) return made;
  const how = promise.state === 'kept' ? ('done' as const) : ('deleted' as const);
  return withEffect(made, { kind: 'end-promise-activity', promise: number, activityId, how }, context);
}

/** Something waits for a person; an address that takes no mail ends a follow-up. */
export function effectFailed(
  work: Work,
  { kind, problem, decision }: Extract<Event, { type: 'effect-failed' }>,
  context: ConversionContext,
): Understood {
  const failed = decision > 0 ? change(work, { failedDecision: decision }) : work;
  if (kind !== 'send-client-mail' || problem.cause !== 'address') return { work: failed, because: null };
  const because = reason('bounce');
  const bounced = change(failed, { bouncedAt: work.state.bouncedAt ?? context.now });
  // A mail of a follow-up goes with it: nobody tries it again, and nothing of the deal waits behind it.
  const quiet = stopped(bounced, because, context);
  const isGone = quiet.cancel?.decision === decision;
  return { work: isGone ? change(quiet, { failedDecision: null }) : quiet, because };
}

/** What is tried again goes to the address that is known by now, and to the stage of the settings; null: as it was. */
export function asOfNow(effect: Effect, state: Conversion, { company }: ConversionContext): Effect | null {
  const { step, person, procedure } = state;
  if (effect.kind === 'send-client-mail') {
    const to = effect.template === 'introduction' ? procedure?.email : person?.emails[0];
    return to ? { ...effect, to } : null;
  }
  if (effect.kind !== 'ensure-deal-stage') return null;
  const stage = stageOf(step, company);
  return stage && { ...effect, ...stage };
}
