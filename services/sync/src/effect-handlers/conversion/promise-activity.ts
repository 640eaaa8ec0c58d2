import type { Company } from '#core/company.ts';
import type { EffectOf, EffectResult } from '#core/effects.ts';
import type { Activity } from '#core/model/activity.ts';
import { type ClientPromise, readConversion } from '#core/processes/customer-conversion/state.ts';
import { OutsideError } from '../../connectors/errors.ts';
import type { Pipedrive } from '../../connectors/pipedrive/port.ts';
import type { Handler, HandlerContext } from '../handler.ts';

type Effect = EffectOf<'ensure-promise-activity'>;
type Result = EffectResult<'ensure-promise-activity'>;
/** How an activity was asked for, and how it would be made by now. */
type Forms = readonly [Effect, Effect];

/**
 * The activity of a promise, made or moved. What Pipedrive does not let us do (no permission for activities, an
 * activity that a colleague deleted, a type that is gone) is told: the promise holds without it.
 */
export function ensurePromiseActivity(pipedrive: Pipedrive): Handler<'ensure-promise-activity'> {
  return {
    vendor: 'pipedrive',
    run: async (effect, context) => {
      const { promise } = effect;
      const known = promiseOf(effect, context);
      // Taken back, or ended, before there was one: none is made.
      const isOpen = known?.state === 'open';
      if (!isOpen && effect.activityId === null)
        return leftOver(pipedrive, [effect, asOfNow(effect, known)], context);
      const now = isOpen ? asOfNow(effect, known) : effect;
      const { activityId } = now;
      try {
        return activityId === null
          ? await made(pipedrive, effect, now, context)
          : await moved(pipedrive, { ...now, activityId }, context);
      } catch (error) {
        if (isNotAllowed(error)) return { promise, activityId, without: 'not-allowed' };
        if (await isTypeGone(pipedrive, now, error)) return { promise, activityId, without: 'unknown-type' };
        throw error;
      }
    },
  };
}

/** A promise ended: one whose activity is gone, or that we may not touch, has nothing more to end. */
export function endPromiseActivity(pipedrive: Pipedrive): Handler<'end-promise-activity'> {
  return {
    vendor: 'pipedrive',
    run: async ({ activityId, how }) => {
      try {
        if (how === 'done') await pipedrive.updateActivity(activityId, { done: true });
        else await pipedrive.deleteActivity(activityId);
      } catch (error) {
        if (!isNotAllowed(error)) throw error;
      }
      return {};
    },
  };
}

function promiseOf({ promise }: Effect, { instance }: HandlerContext): ClientPromise | undefined {
  const { promises } = readConversion(instance.state, instance.version);
  return promises.find(({ number }) => number === promise);
}

/**
 * A late try writes what the promise says by now, as colleagues may have changed it since; the activity that an earlier
 * effect made, after this one was asked for, is moved.
 */
function asOfNow(effect: Effect, known: ClientPromise | undefined): Effect {
  if (!known) return effect;
  const { text: subject, ownerId, dueOn } = known;
  return { ...effect, subject, ownerId, dueOn, activityId: effect.activityId ?? known.activityId };
}

/** What an interrupted try made is told, so that it ends with its promise. */
async function leftOver(pipedrive: Pipedrive, forms: Forms, context: HandlerContext): Promise<Result> {
  const own = context.repeated ? await findOwn(pipedrive, forms, context) : undefined;
  return { promise: forms[0].promise, activityId: own?.id ?? null, without: null };
}

async function made(
  pipedrive: Pipedrive,
  asked: Effect,
  now: Effect,
  context: HandlerContext,
): Promise<Result> {
  const { promise, dealId, personId, subject, type, dueOn } = now;
  const owner = ownerOf(now, context.company);
  const own = context.repeated ? await findOwn(pipedrive, [now, asked], context) : undefined;
  if (own && own.dueOn === dueOn && own.subject.trim() === subject.trim())
    return { promise, activityId: own.id, without: null };
  if (own) return moved(pipedrive, { ...now, activityId: own.id }, context);
  const person = personId === null ? {} : { personId };
  const activity = { subject, type, dealId, dueOn, ...person, ...owner };
  return { promise, activityId: await pipedrive.addActivity(activity), without: null };
}

async function moved(
  pipedrive: Pipedrive,
  effect: Effect & { activityId: number },
  { company }: HandlerContext,
): Promise<Result> {
  const { promise, activityId, subject, dueOn } = effect;
  const update = { subject, dueOn, ...ownerOf(effect, company) };
  const changed = await pipedrive.updateActivity(activityId, update);
  return changed ? { promise, activityId, without: null } : { promise, activityId: null, without: 'deleted' };
}

/** The one an interrupted try made: as it was to be, in one of its forms, and of no other promise. */
async function findOwn(
  pipedrive: Pipedrive,
  forms: Forms,
  { instance }: HandlerContext,
): Promise<Activity | undefined> {
  const { promises } = readConversion(instance.state, instance.version);
  const taken = new Set(promises.map(({ activityId }) => activityId));
  const activities = await pipedrive.listActivities(forms[0].dealId);
  const free = activities.filter(({ id }) => !taken.has(id));
  return forms.flatMap((form) => free.filter((activity) => isAsAsked(activity, form)))[0];
}

function isAsAsked(activity: Activity, { subject, type, dueOn }: Effect): boolean {
  return activity.subject.trim() === subject.trim() && activity.type === type && activity.dueOn === dueOn;
}

/** Nobody in particular where the owner has left: Pipedrive refuses those who are not active. */
function ownerOf({ ownerId }: Effect, { staff }: Company): { ownerId?: number } {
  const hasLeft = staff.some(({ id, active }) => id === ownerId && !active);
  return ownerId === null || hasLeft ? {} : { ownerId };
}

/** No permission, for us or for this record; the shield in front of Pipedrive is a passing trouble (pipedrive.md 5.3). */
function isNotAllowed(error: unknown): boolean {
  return (
    error instanceof OutsideError && error.failure.status === 403 && error.failure.word !== 'retry-later'
  );
}

/** Asked only after a refusal: the list of types costs more than the activity (pipedrive.md 5.1). */
async function isTypeGone(
  pipedrive: Pipedrive,
  { type, activityId }: Effect,
  error: unknown,
): Promise<boolean> {
  if (activityId !== null || !(error instanceof OutsideError) || error.failure.status !== 400) return false;
  const types = await pipedrive.listActivityTypes();
  return !types.some(({ key }) => key === type);
}
