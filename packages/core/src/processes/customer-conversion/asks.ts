import type { ConversionAsk } from '../../conversion-events.ts';
import { reason } from '../../kernel/outcome.ts';
import { type Asked, type Asking, isRefusal, refusal } from './asked.ts';
import { difficultyRecorded, goLivePlanned, pathChosen, testsRecorded, welcomed } from './asks-conversion.ts';
import {
  contactRecorded,
  documentationSent,
  presentationBooked,
  presentationHeld,
  withMail,
} from './asks-suspect.ts';
import { stepAfter, transitions } from './definition.ts';
import { activeMembership, enrolled, mailSettled, stopped, whyNotEnrolled } from './follow-up.ts';
import { promiseKinds } from './promise-kinds.ts';
import { endedPromise, endedWhere, movedPromise } from './promises.ts';
import { movedTo, withDealMoved } from './step.ts';
import { withUseCase, withUseCaseChanged, withUseCasesLive, withUseCasesValidated } from './use-cases.ts';
import { change, todayOf, type Work } from './work.ts';

/** Everything but taking back. */
export type Doing = Exclude<ConversionAsk, { type: 'undo-step' }>;
type AskOf<Type extends ConversionAsk['type']> = Extract<ConversionAsk, { type: Type }>;

/** What a person asks for, where it may be asked for: what is sent, then the promises it keeps, then the step. */
export function asked(work: Work, ask: Doing, asking: Asking): Asked {
  const { step } = work.state;
  if (!transitions[ask.type].from.includes(step)) return refusal(reason('not-in-this-step', { step }));
  const did = done(work, ask, asking);
  if (isRefusal(did)) return did;
  const kept = endedWhere(
    did,
    ({ kind, number }) => promiseKinds[kind].keptBy.includes(ask.type) && number <= work.state.promiseCount,
    'kept',
    reason('next-step'),
    asking,
  );
  const next = stepAfter(ask.type, step);
  return next === step ? kept : withDealMoved(movedTo(kept, next, 'next-step', asking), asking);
}

function done(work: Work, ask: Doing, asking: Asking): Asked {
  switch (ask.type) {
    case 'record-contact':
      return contactRecorded(work, ask, asking);
    case 'invite-to-presentation':
      return withMail(work, { template: 'presentation-invitation' }, asking);
    case 'book-presentation':
      return presentationBooked(work, ask, asking);
    case 'record-presentation':
      return presentationHeld(work, asking);
    case 'send-documentation':
      return documentationSent(work, asking);
    case 'welcome-client':
      return welcomed(work, ask, asking);
    case 'add-use-case':
      return withUseCase(work, ask, asking);
    case 'change-use-case':
      return withUseCaseChanged(work, ask, asking);
    case 'validate-use-cases':
      return withUseCasesValidated(work, asking);
    case 'choose-path':
      return pathChosen(work, ask, asking);
    case 'record-difficulty':
      return difficultyRecorded(work, asking);
    case 'record-tests':
      return testsRecorded(work, asking);
    case 'plan-go-live':
      return goLivePlanned(work, ask, asking);
    case 'record-go-live':
      return withUseCasesLive(work, asking);
    case 'block':
      return blocked(work, ask, asking);
    case 'unblock':
      return work.state.blocked ? change(work, { blocked: null }) : refusal(reason('not-blocked'));
    case 'keep-promise':
    case 'move-promise':
    case 'drop-promise':
      return promiseChanged(work, ask, asking);
    case 'enrol':
      return enrolledByHand(work, ask, asking);
    case 'stop-follow-up':
      return activeMembership(work.state)
        ? stopped(work, reason('by-hand'), asking)
        : refusal(reason('not-followed-up'));
    case 'give-up':
      return givenUp(work);
    case 'record-opt-out':
      return stopped(change(work, { optedOutAt: asking.now }), reason('opt-out'), asking);
  }
}

/** The cause stands with who has to lift it; mails would be out of place meanwhile (DS-49). */
function blocked(work: Work, { reason: key, note, ownerId }: AskOf<'block'>, asking: Asking): Asked {
  const { company, by, now } = asking;
  const known = company.settings.conversion.blockedReasons.some((each) => each.key === key);
  if (!known) return refusal(reason('reason-unknown'));
  const held = change(work, { blocked: { reason: key, note, ownerId, by, at: now } });
  return stopped(held, reason('blocked'), asking);
}

type PromiseAsk = AskOf<'keep-promise'> | AskOf<'move-promise'> | AskOf<'drop-promise'>;

function promiseChanged(work: Work, ask: PromiseAsk, asking: Asking): Asked {
  const promise = work.state.promises.find(({ number }) => number === ask.promise);
  if (!promise) return refusal(reason('promise-unknown'));
  if (promise.state !== 'open') return refusal(reason('promise-ended'));
  if (ask.type === 'keep-promise') return endedPromise(work, promise, 'kept', reason('by-hand'), asking);
  if (ask.type === 'drop-promise')
    return endedPromise(work, promise, 'moot', reason('dropped', { why: ask.why }), asking);
  if (ask.day < todayOf(asking)) return refusal(reason('day-past'));
  const moved = movedPromise(work, promise, ask.day, asking);
  return promise.kind === 'go-live' ? change(moved, { goLiveOn: ask.day }) : moved;
}

function enrolledByHand(work: Work, { rule }: AskOf<'enrol'>, asking: Asking): Asked {
  const why = whyNotEnrolled(work.state, rule, asking);
  return why ? refusal(why) : enrolled(work, rule, asking.by, asking);
}

/** What failed of a decision goes, with what waits behind it in the same decision. */
function givenUp(work: Work): Asked {
  const { failedDecision: decision } = work.state;
  if (decision === null) return refusal(reason('nothing-failed'));
  const left = change(mailSettled(work, decision, 'kept-back'), { failedDecision: null });
  return { ...left, cancel: { decision, all: false } };
}
