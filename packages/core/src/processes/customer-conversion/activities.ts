import type { ConversionEvent } from '../../conversion-events.ts';
import { type Reason, reason } from '../../kernel/outcome.ts';
import type { Activity } from '../../model/activity.ts';
import { stopped } from './follow-up.ts';
import { promiseKinds } from './promise-kinds.ts';
import { endedPromise, movedPromise, replaced } from './promises.ts';
import type { ClientPromise } from './state.ts';
import { inTouch, movedTo } from './step.ts';
import { type ConversionContext, change, type Work } from './work.ts';

type Observed = Extract<ConversionEvent, { type: 'activity-observed' }>;
type Understood = { work: Work; because: Reason | null };

/** A promise that something ended at the same moment may still be kept by what was done then. */
const sameMomentMs = 60_000;

/** An activity of the deal: one of ours that a colleague changed, or one of theirs. */
export function activityObserved(
  work: Work,
  { activity, isDeleted, at }: Observed,
  context: ConversionContext,
): Understood {
  const own = ownPromise(work.state.promises, activity);
  const seen = own
    ? ownActivity(work, own, activity, isDeleted, context)
    : theirActivity(work, activity, isDeleted, context);
  return activity.done && !isDeleted ? withContact(seen, activity, at, context) : seen;
}

/** Its own by its id; one that is just being made may be told before our call has its answer. */
function ownPromise(promises: readonly ClientPromise[], { id, subject, type }: Activity) {
  const isBeingMade = ({ state, activityId, withoutActivity, text, activityType }: ClientPromise) =>
    state === 'open' &&
    activityId === null &&
    withoutActivity === null &&
    text === subject &&
    activityType === type;
  return promises.find(({ activityId }) => activityId === id) ?? promises.find(isBeingMade);
}

/** The kind of an activity, by the settings' types. */
function kindOf({ type }: Activity, { company }: ConversionContext): 'call' | 'meeting' | null {
  const { call, meeting } = company.settings.conversion.activities;
  if (type === call) return 'call';
  return type === meeting ? 'meeting' : null;
}

/** A call or a meeting that took place: counted once, and what waited for it is kept. */
function withContact(
  { work, because }: Understood,
  activity: Activity,
  at: string,
  context: ConversionContext,
): Understood {
  const kind = kindOf(activity, context);
  const { countedActivityIds } = work.state;
  if (kind === null || countedActivityIds.includes(activity.id)) return { work, because };
  const counted = change(work, { countedActivityIds: [...countedActivityIds, activity.id] });
  const heard = inTouch(counted, kind, true, activity.doneAt ?? at);
  const kept = keptBy(heard, kind, context);
  const contacted = kept.state.step === 'identified' ? movedTo(kept, 'contacted', kind, context) : kept;
  return { work: stopped(contacted, reason(kind), context), because: because ?? reason(kind) };
}

function keptBy(work: Work, kind: 'call' | 'meeting', context: ConversionContext): Work {
  const because = reason(kind);
  const waited = work.state.promises.filter(
    (promise) => promiseKinds[promise.kind].keptByActivity === kind && isOpenOrJustEnded(promise, context),
  );
  return waited.reduce(
    (so, promise) => endedPromise(so, { ...promise, state: 'open' }, 'kept', because, context),
    work,
  );
}

function isOpenOrJustEnded({ state, endedAt }: ClientPromise, { now }: ConversionContext): boolean {
  if (state === 'open') return true;
  return state === 'moot' && endedAt !== null && Date.parse(now) - Date.parse(endedAt) <= sameMomentMs;
}

function ownActivity(
  work: Work,
  promise: ClientPromise,
  activity: Activity,
  isDeleted: boolean,
  context: ConversionContext,
): Understood {
  if (promise.state !== 'open') return { work, because: null };
  const { text } = promise;
  if (isDeleted) {
    const gone = replaced(work, { ...promise, withoutActivity: 'deleted' });
    return { work: gone, because: reason('activity-deleted', { text }) };
  }
  if (activity.done) return activityDone(work, promise, context);
  if (isAsBefore(promise, activity)) return { work, because: null };
  const { dueOn, type } = activity;
  const taken = { ...promise, ownerId: activity.ownerId ?? promise.ownerId, activityType: type };
  if (dueOn === null || dueOn === promise.dueOn) return { work: replaced(work, taken), because: null };
  const moved = movedPromise(work, taken, dueOn, context, true);
  return { work: moved, because: reason('promise-moved-in-crm', { text, day: dueOn }) };
}

/** What we are just changing may be told as it was. */
function isAsBefore({ activityBefore }: ClientPromise, { dueOn, ownerId }: Activity): boolean {
  return activityBefore?.dueOn === dueOn && activityBefore.ownerId === ownerId;
}

/** Its activity is done already: nothing is left to write. */
function activityDone(work: Work, promise: ClientPromise, context: ConversionContext): Understood {
  const because = reason('activity-done', { text: promise.text });
  const kept = replaced(work, { ...promise, state: 'kept', endedAt: context.now, endedBecause: because });
  if (promise.kind !== 'presentation') return { work: kept, because };
  const { presentation } = kept.state;
  const held = change(kept, { presentation: { on: presentation?.on ?? promise.dueOn, heldAt: context.now } });
  return { work: movedTo(held, 'presented', 'next-step', context), because };
}

/** Something of theirs is planned, or no more. A meeting ahead ends a follow-up. */
function theirActivity(
  work: Work,
  activity: Activity,
  isDeleted: boolean,
  context: ConversionContext,
): Understood {
  const { id, type, dueOn, done } = activity;
  const others = work.state.plannedActivities.filter((each) => each.id !== id);
  const isPlanned = !done && !isDeleted;
  const known = change(work, { plannedActivities: isPlanned ? [...others, { id, type, dueOn }] : others });
  if (!isPlanned || kindOf(activity, context) !== 'meeting') return { work: known, because: null };
  const because = reason('meeting');
  const quiet = stopped(known, because, context);
  return { work: quiet, because: quiet === known ? null : because };
}
