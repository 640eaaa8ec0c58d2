import type { Effect } from '../../effects.ts';
import type { Event } from '../../events.ts';
import { type Reason, reason } from '../../kernel/outcome.ts';
import { advance, type Decision, ignored, type Process, refused } from '../../kernel/process.ts';
import { normaliseEmail } from '../../model/email-address.ts';
import { lookAtAccount, requestJoined, withAccountLook } from './account.ts';
import { activityObserved } from './activities.ts';
import { isRefusal } from './asked.ts';
import { asked } from './asks.ts';
import { describeConversion } from './describe.ts';
import { enrolledByRule, withNextCheck } from './enrol-by-rule.ts';
import { activeMembership, nextStepOfFollowUp, stopped } from './follow-up.ts';
import { newConversion, suspectEntered } from './new-conversion.ts';
import { dealObserved } from './observed.ts';
import { promiseTimer, withAllReminders } from './promises.ts';
import { asOfNow, effectDone, effectFailed } from './results.ts';
import { type Conversion, conversionVersion, readConversion } from './state.ts';
import { inTouch, movedTo } from './step.ts';
import { beforeUndo, undone, withUndo } from './undo.ts';
import { type ConversionContext, change, decided, finished, type Work, withTimer, workOn } from './work.ts';

type Result = Decision<Conversion, Effect>;
type EventOf<Type extends Event['type']> = Extract<Event, { type: Type }>;
type Understood = { work: Work; because: Reason | null };

/** A customer on the way from suspect to production; its state table is in the README beside this file. */
export const customerConversion: Process<Conversion, Event, Effect, ConversionContext> = {
  name: 'customer-conversion',
  version: conversionVersion,
  read: readConversion,
  describe: describeConversion,
  start: (event, context) => {
    if (event.type === 'suspect-requested') return suspectEntered(event, context);
    if (event.type !== 'deal-observed') return ignored(reason('nothing-new'));
    return decide(newConversion(event.facts, context), event, context);
  },
  decide,
};

function decide(state: Conversion, event: Event, context: ConversionContext): Result {
  if (event.type === 'conversion-asked') return commanded(state, event, context);
  if (event.type === 'retry-requested') {
    const { effectId, effect } = event;
    return advance<Conversion, Effect>(state, {
      retry: { effectId, effect: asOfNow(effect, state, context) },
    });
  }
  const heard = understood(workOn(state), event, context);
  if (!heard) return ignored(reason('nothing-new'));
  const { work, because } = heard;
  if (isByItself(event))
    return settled(change(work, { undo: undoAfter(state, event, context) }), state, because, context);
  return settled(isSame(work, state) ? work : change(work, { undo: null }), state, because, context);
}

/** What is heard while something can be taken back holds also once it is taken back: no mail leaves twice. */
function undoAfter({ undo, ...counts }: Conversion, event: Event, context: ConversionContext) {
  if (undo === null) return null;
  const before = workOn(beforeUndo(undo, counts));
  const heard = understood(before, event, context);
  return { ...undo, before: (heard?.work ?? before).state };
}

/** What became of our own effects, and timers, say nothing about what a person can still take back. */
function isByItself({ type }: Event): boolean {
  return type === 'effect-done' || type === 'effect-failed' || type === 'timer-fired';
}

function understood(work: Work, event: Event, context: ConversionContext): Understood | null {
  switch (event.type) {
    case 'deal-observed':
      return dealObserved(work, event, context);
    case 'activity-observed':
      return activityObserved(work, event, context);
    case 'client-heard':
      return clientHeard(work, event, context);
    case 'mail-bounced':
      return bounced(work, event, context);
    case 'client-opted-out':
      return optedOut(work, event, context);
    case 'request-joined':
      return requestJoined(work, event, context);
    case 'rules-changed':
      return { work: resumed(work, context), because: null };
    case 'effect-done':
      return effectDone(work, event, context);
    case 'effect-failed':
      return effectFailed(work, event, context);
    case 'timer-fired':
      return timerFired(work, event, context);
    default:
      return null;
  }
}

/** A timer of something that ended meanwhile says nothing. */
function timerFired(
  work: Work,
  { name }: EventOf<'timer-fired'>,
  context: ConversionContext,
): Understood | null {
  const fired = firedOf(work, name, context);
  return fired && { work: fired, because: null };
}

function firedOf(work: Work, name: string, context: ConversionContext): Work | null {
  if (!context.company.settings.conversion.enabled) return null;
  if (name === 'follow-up') return nextStepOfFollowUp(work, context);
  if (name === 'follow-up-check') return enrolledByRule(work, context) ?? change(work, { checkAt: null });
  if (name === 'account-look') return lookAtAccount(work, context);
  return promiseTimer(work, name, context);
}

/** What waited while nobody was followed goes on. */
function resumed(work: Work, context: ConversionContext): Work {
  const looked = withAccountLook(work, context);
  const reminded = withAllReminders(looked, context);
  const nextAt = activeMembership(work.state)?.nextAt;
  return nextAt ? withTimer(reminded, 'follow-up', nextAt) : reminded;
}

/** The client wrote: nobody has to be reminded of us any more. */
function clientHeard(
  work: Work,
  { channel, at }: EventOf<'client-heard'>,
  context: ConversionContext,
): Understood | null {
  const { lastReplyAt } = work.state;
  // Told twice, or after a later one.
  if (lastReplyAt !== null && at <= lastReplyAt) return null;
  const heard = change(inTouch(work, channel, true, at), { lastReplyAt: at });
  const contacted = heard.state.step === 'identified' ? movedTo(heard, 'contacted', 'reply', context) : heard;
  const because = reason('reply');
  return { work: stopped(contacted, because, context), because };
}

function bounced(
  work: Work,
  { address, at }: EventOf<'mail-bounced'>,
  context: ConversionContext,
): Understood | null {
  if (!isTheirs(work, address)) return null;
  const because = reason('bounce');
  return { work: stopped(change(work, { bouncedAt: at }), because, context), because };
}

function optedOut(
  work: Work,
  { address, at }: EventOf<'client-opted-out'>,
  context: ConversionContext,
): Understood | null {
  if (!isTheirs(work, address)) return null;
  const because = reason('opt-out');
  return {
    work: stopped(change(work, { optedOutAt: work.state.optedOutAt ?? at }), because, context),
    because,
  };
}

function isTheirs({ state: { person } }: Work, address: string): boolean {
  return person?.emails.includes(normaliseEmail(address) ?? address) === true;
}

/** What a person asks for. Its effects are held for the undo time. */
function commanded(
  state: Conversion,
  { by, ask }: EventOf<'conversion-asked'>,
  context: ConversionContext,
): Result {
  if (ask.type === 'undo-step') {
    const back = undone(workOn(state), context);
    return isRefusal(back) ? refused(back.refused) : settled(back, state, reason('undone'), context);
  }
  const begun = decided(workOn({ ...state, undo: null }), context, context.company.settings.undoSeconds);
  const did = asked(begun, ask, { ...context, by });
  if (isRefusal(did)) return refused(did.refused);
  return settled(withUndo(did, state, ask, by), state, null, context);
}

/** What follows from any change: when rules are looked through next. Nothing new is ignored. */
function settled(work: Work, before: Conversion, because: Reason | null, context: ConversionContext): Result {
  const checked = withNextCheck(work, context);
  return isSame(checked, before) ? ignored(because ?? reason('nothing-new')) : finished(checked, because);
}

function isSame({ state, effects, timers }: Work, before: Conversion): boolean {
  return effects.length === 0 && timers.length === 0 && JSON.stringify(state) === JSON.stringify(before);
}
