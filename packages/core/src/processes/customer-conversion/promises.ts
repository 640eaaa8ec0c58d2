import { firstDecider, staffOf } from '../../company.ts';
import type { Reason } from '../../kernel/outcome.ts';
import { nextInWindow } from '../../kernel/send-window.ts';
import { instantAt, minusWorkingDays, plusCalendarDays, plusWorkingDays } from '../../kernel/working-days.ts';
import type { PromiseKind } from '../../model/conversion.ts';
import { promiseDays } from '../../settings-conversion.ts';
import { promiseKinds } from './promise-kinds.ts';
import { promiseText } from './promise-texts.ts';
import type { ClientPromise, Conversion } from './state.ts';
import {
  type ConversionContext,
  change,
  todayOf,
  type Work,
  windowOf,
  withEffect,
  withTimer,
} from './work.ts';

/** A promise to make; `activityType` for a task alone. */
export interface NewPromise {
  kind: PromiseKind;
  /** YYYY-MM-DD. */
  dueOn: string;
  isAnnounced?: boolean;
  text?: string;
  activityType?: string;
}

/** The day that can be announced: within so many calendar days, and one on which somebody works. */
export function announcedDay(days: number, context: ConversionContext): string {
  const today = todayOf(context);
  const day = minusWorkingDays(plusCalendarDays(today, days), 0, context.company.settings);
  return day > today ? day : plusWorkingDays(today, 0, context.company.settings);
}

/** Makes a promise: it gets an activity of the owner, and is reminded of. */
export function withPromise(work: Work, promise: NewPromise, context: ConversionContext): Work {
  const { kind, dueOn, isAnnounced = false, activityType } = promise;
  const number = work.state.promiseCount + 1;
  const made: ClientPromise = {
    number,
    kind,
    text: promise.text ?? promiseText(kind, work.state, context.company),
    madeAt: context.now,
    dueOn,
    isAnnounced,
    ownerId: work.state.place?.ownerId ?? null,
    state: 'open',
    endedAt: null,
    endedBecause: null,
    movedCount: 0,
    remindedAt: null,
    escalatedAt: null,
    activityId: null,
    withoutActivity: null,
    activityType: activityType ?? activityOf(kind, context),
  };
  const promises = [...work.state.promises, made];
  const noted = change(work, { promises, promiseCount: number, nextDueOn: nextDueOn(promises) });
  return withActivity(withReminders(noted, made, context), made, context);
}

function activityOf(kind: PromiseKind, { company }: ConversionContext): string {
  return company.settings.conversion.activities[promiseKinds[kind].activity ?? 'task'];
}

/** The activity of a promise, made or changed; without a deal there is nothing to hang it on. */
export function withActivity(work: Work, promise: ClientPromise, context: ConversionContext): Work {
  const { dealId, person } = work.state;
  if (dealId === null || promise.withoutActivity === 'deleted') return work;
  const { number, activityId, text, ownerId, dueOn, activityType } = promise;
  return withEffect(
    work,
    {
      kind: 'ensure-promise-activity',
      ...{ promise: number, dealId, personId: person?.id ?? null, activityId },
      ...{ subject: text, type: activityType, ownerId, dueOn },
    },
    context,
  );
}

/** What was promised while the deal was being made gets its activities once there is one. */
export function withDealKnown(work: Work, before: Conversion, context: ConversionContext): Work {
  if (before.dealId !== null || work.state.dealId === null) return work;
  const open = work.state.promises.filter(({ state }) => state === 'open');
  return open.reduce((so, promise) => withActivity(so, promise, context), work);
}

/**
 * Reminders in the morning: working days before the day, and after it; each once. A promise that is made later than its
 * reminder is reminded of in the morning of its day; one for today is not.
 */
export function withReminders(work: Work, promise: ClientPromise, context: ConversionContext): Work {
  const { number, kind, dueOn, remindedAt, escalatedAt } = promise;
  const { settings } = context.company;
  const before = promiseDays(settings, kind === 'go-live' ? 'goLiveReminderDays' : 'remindBeforeDays');
  const after = Math.max(1, promiseDays(settings, 'escalateAfterDays'));
  const morning = (day: string) => instantAt(day, settings.conversion.sendFrom, settings.timeZone);
  const early = morning(minusWorkingDays(dueOn, before, settings));
  const remindAt = [early, morning(dueOn)].find((at) => at > context.now);
  const late = morning(plusWorkingDays(dueOn, after, settings));
  const lateAt = late > context.now ? late : nextInWindow(context.now, windowOf(context.company));
  const isToRemind = remindAt !== undefined && remindedAt === null;
  const reminded = isToRemind ? withTimer(work, `remind-${number}`, remindAt) : work;
  return escalatedAt === null ? withTimer(reminded, `escalate-${number}`, lateAt) : reminded;
}

/** Reminders of everything that is open, set again after they may have been missed. */
export function withAllReminders(work: Work, context: ConversionContext): Work {
  const open = work.state.promises.filter(({ state }) => state === 'open');
  return open.reduce((so, promise) => withReminders(so, promise, context), work);
}

/** A timer of a promise fired: who has to know is told, once for each day it had. */
export function promiseTimer(work: Work, name: string, context: ConversionContext): Work | null {
  const [what, number] = name.split('-');
  const promise = work.state.promises.find((each) => each.number === Number(number));
  if (promise?.state !== 'open') return null;
  if (what === 'remind' && promise.remindedAt === null) return reminded(work, promise, context);
  if (what === 'escalate' && promise.escalatedAt === null) return escalated(work, promise, context);
  return null;
}

function reminded(work: Work, promise: ClientPromise, context: ConversionContext): Work {
  const told = replaced(work, { ...promise, remindedAt: context.now });
  return withEffect(told, reminder(work, promise, 'soon', promise.ownerId), context);
}

/** A second person is told, and the owner that it is late. */
function escalated(work: Work, promise: ClientPromise, context: ConversionContext): Work {
  const { company } = context;
  const second = staffOf(company, company.settings.conversion.escalateTo) ?? firstDecider(company);
  const told = replaced(work, { ...promise, escalatedAt: context.now });
  const owner = withEffect(told, reminder(work, promise, 'late', promise.ownerId), context);
  if (!second || second.id === promise.ownerId) return owner;
  return withEffect(owner, reminder(work, promise, 'escalated', second.id), context);
}

function reminder(
  { state }: Work,
  { number, text, dueOn, ownerId }: ClientPromise,
  what: 'soon' | 'late' | 'escalated',
  toId: number | null,
) {
  const { dealId, title, organization } = state;
  return {
    kind: 'remind-of-promise' as const,
    ...{ promise: number, what, text, dealId, title },
    ...{ organization: organization?.name ?? null, dueOn, ownerId, toId },
  };
}

/** Another day: it is reminded of anew. */
export function movedPromise(
  work: Work,
  promise: ClientPromise,
  dueOn: string,
  context: ConversionContext,
  isInCrmAlready = false,
): Work {
  const moved = {
    ...(isInCrmAlready ? promise : withActivityBefore(promise)),
    dueOn,
    movedCount: promise.movedCount + 1,
    remindedAt: null,
    escalatedAt: null,
  };
  const noted = withReminders(replaced(work, moved), moved, context);
  return isInCrmAlready ? noted : withActivity(noted, moved, context);
}

/** A promise whose activity is about to be changed by our own hand. */
export function withActivityBefore(promise: ClientPromise): ClientPromise {
  const { activityId, activityBefore, dueOn, ownerId } = promise;
  return activityId === null ? promise : { ...promise, activityBefore: activityBefore ?? { dueOn, ownerId } };
}

/** A promise ends: kept, or moot with the reason; its activity is done, or goes. */
export function endedPromise(
  work: Work,
  promise: ClientPromise,
  state: 'kept' | 'moot',
  because: Reason,
  context: ConversionContext,
): Work {
  if (promise.state !== 'open') return work;
  const ended = { ...promise, state, endedAt: context.now, endedBecause: because };
  const noted = replaced(work, ended);
  const { activityId, number, withoutActivity } = promise;
  if (activityId === null || withoutActivity !== null) return noted;
  const how = state === 'kept' ? ('done' as const) : ('deleted' as const);
  return withEffect(noted, { kind: 'end-promise-activity', promise: number, activityId, how }, context);
}

/** The open promises that match end. */
export function endedWhere(
  work: Work,
  which: (promise: ClientPromise) => boolean,
  state: 'kept' | 'moot',
  because: Reason,
  context: ConversionContext,
): Work {
  const open = work.state.promises.filter((promise) => promise.state === 'open' && which(promise));
  return open.reduce((so, promise) => endedPromise(so, promise, state, because, context), work);
}

/** The same with one promise in place of what it was. */
export function replaced(work: Work, promise: ClientPromise): Work {
  const promises = work.state.promises.map((each) => (each.number === promise.number ? promise : each));
  return change(work, { promises, nextDueOn: nextDueOn(promises) });
}

function nextDueOn(promises: readonly ClientPromise[]): string | null {
  const open = promises.filter(({ state }) => state === 'open').map(({ dueOn }) => dueOn);
  return open.toSorted()[0] ?? null;
}
