import { describe, expect, it, vi } from 'vitest';
import type { EffectOf } from '#core/effects.ts';
import type { Activity } from '#core/model/activity.ts';
import type { Conversion } from '#core/processes/customer-conversion/state.ts';
import { OutsideError } from '#sync/connectors/errors.ts';
import type { Pipedrive } from '#sync/connectors/pipedrive/port.ts';
import {
  endPromiseActivity,
  ensurePromiseActivity,
} from '#sync/effect-handlers/conversion/promise-activity.ts';
import type { HandlerContext } from '#sync/effect-handlers/handler.ts';
import { conversionContextOf } from '../../../kit/conversion-handler-context.ts';
import { aFollowingCompany, anActivity, ids } from '../../../kit/conversion-samples.ts';

const effect: EffectOf<'ensure-promise-activity'> = {
  kind: 'ensure-promise-activity',
  promise: 3,
  dealId: 500,
  personId: 700,
  activityId: null,
  subject: 'Réponse annoncée sur les cas d’usage',
  type: 'task',
  ownerId: ids.owner,
  dueOn: '2026-12-07',
};

type ClientPromise = Conversion['promises'][number];

/** The promise of the effect, open and without an activity. */
function aPromise(more: Partial<ClientPromise> = {}): ClientPromise {
  return {
    ...{ number: 3, kind: 'use-cases', text: effect.subject, madeAt: '', dueOn: effect.dueOn },
    ...{ isAnnounced: true, ownerId: ids.owner, state: 'open', endedAt: null, endedBecause: null },
    ...{ movedCount: 0, activityType: 'task', remindedAt: null, escalatedAt: null },
    ...{ activityId: null, withoutActivity: null },
    ...more,
  };
}

function refusal(status: number, word: 'rejected' | 'sign-in-again' | 'retry-later'): OutsideError {
  const words = { fr: 'Non', en: 'No' };
  return new OutsideError({ vendor: 'pipedrive', word, status, title: words, detail: words });
}

/** Pipedrive with some activities on the deal, and types of activities. */
function pipedriveWith(more: Partial<Pipedrive> = {}, there: Activity[] = []) {
  const addActivity = vi.fn<Pipedrive['addActivity']>(async () => 44);
  const updateActivity = vi.fn<Pipedrive['updateActivity']>(async (id) => anActivity({ id }));
  const deleteActivity = vi.fn<Pipedrive['deleteActivity']>(async () => undefined);
  const listActivities = vi.fn<Pipedrive['listActivities']>(async () => there);
  const listActivityTypes = vi.fn<Pipedrive['listActivityTypes']>(async () => [
    { key: 'call', name: 'Appel' },
  ]);
  const calls = { addActivity, updateActivity, deleteActivity, listActivities, listActivityTypes };
  return { ...calls, ...more } as typeof calls & Pipedrive;
}

const run = (
  pipedrive: Pipedrive,
  changes: Partial<typeof effect> = {},
  context: Partial<HandlerContext> = {},
) =>
  ensurePromiseActivity(pipedrive).run(
    { ...effect, ...changes },
    conversionContextOf({ conversion: { promises: [aPromise()] }, ...context }),
  );

describe('the activity of a promise', () => {
  it('is made for the owner, with the person and the day; nothing is looked for first', async () => {
    const pipedrive = pipedriveWith();
    expect(await run(pipedrive)).toEqual({ promise: 3, activityId: 44, without: null });
    const { subject, type, dealId, personId, ownerId, dueOn } = effect;
    expect(pipedrive.addActivity.mock.calls).toEqual([[{ subject, type, dealId, personId, ownerId, dueOn }]]);
    expect(pipedrive.listActivities).not.toHaveBeenCalled();
  });

  it('is nobody’s in particular when its owner has left, and names no person where there is none', async () => {
    const company = aFollowingCompany();
    const staff = company.staff.map((member) => ({ ...member, active: false }));
    const pipedrive = pipedriveWith();
    await run(pipedrive, { personId: null }, { company: { ...company, staff } });
    const { subject, type, dealId, dueOn } = effect;
    expect(pipedrive.addActivity.mock.calls).toEqual([[{ subject, type, dealId, dueOn }]]);
  });

  it('that an interrupted try made is found again', async () => {
    const own = anActivity({ id: 44, subject: effect.subject, type: 'task', dueOn: effect.dueOn });
    const pipedrive = pipedriveWith({}, [anActivity({ id: 43 }), own]);
    expect(await run(pipedrive, {}, { repeated: true })).toEqual({
      promise: 3,
      activityId: 44,
      without: null,
    });
    expect(pipedrive.addActivity).not.toHaveBeenCalled();
  });

  it.each([
    ['of another day', { dueOn: '2026-12-08' }],
    ['of another type', { type: 'call' }],
    ['of another promise', { id: 41 }],
  ])('is not taken for one %s', async (_which, more) => {
    const other = anActivity({ id: 40, subject: effect.subject, type: 'task', dueOn: effect.dueOn, ...more });
    const pipedrive = pipedriveWith({}, [other]);
    const before = aPromise({ number: 1, state: 'kept', activityId: 41 });
    const context = conversionContextOf({ repeated: true, conversion: { promises: [before, aPromise()] } });
    await ensurePromiseActivity(pipedrive).run(effect, context);
    expect(pipedrive.addActivity).toHaveBeenCalledTimes(1);
  });

  it('that an earlier effect made, after this one was asked for, is moved', async () => {
    const pipedrive = pipedriveWith();
    const context = conversionContextOf({ conversion: { promises: [aPromise({ activityId: 44 })] } });
    expect(await ensurePromiseActivity(pipedrive).run(effect, context)).toMatchObject({ activityId: 44 });
    expect(pipedrive.updateActivity).toHaveBeenCalledTimes(1);
    expect(pipedrive.addActivity).not.toHaveBeenCalled();
  });

  const moved = { dueOn: '2026-12-09', ownerId: ids.second, text: 'Réponse annoncée, autrement' };
  const asMoved = { subject: moved.text, dueOn: moved.dueOn, ownerId: moved.ownerId };
  const late = (more: Partial<ClientPromise>, context: Partial<HandlerContext> = {}) =>
    conversionContextOf({ conversion: { promises: [aPromise({ ...moved, ...more })] }, ...context });

  it('is moved to what the promise says by now, not to what a late effect was told', async () => {
    const pipedrive = pipedriveWith();
    await ensurePromiseActivity(pipedrive).run(effect, late({ activityId: 44 }));
    expect(pipedrive.updateActivity.mock.calls).toEqual([[44, asMoved]]);
    const known = pipedriveWith();
    await ensurePromiseActivity(known).run({ ...effect, activityId: 44 }, late({ activityId: 44 }));
    expect(known.updateActivity.mock.calls).toEqual([[44, asMoved]]);
  });

  it('is made as the promise is by now', async () => {
    const pipedrive = pipedriveWith();
    await ensurePromiseActivity(pipedrive).run(effect, late({}));
    expect(pipedrive.addActivity.mock.calls).toEqual([[expect.objectContaining(asMoved)]]);
  });

  it('that an interrupted try made before its promise moved is found, and moved', async () => {
    const own = anActivity({ id: 44, subject: effect.subject, type: 'task', dueOn: effect.dueOn });
    const pipedrive = pipedriveWith({}, [own]);
    const result = await ensurePromiseActivity(pipedrive).run(effect, late({}, { repeated: true }));
    expect(result).toEqual({ promise: 3, activityId: 44, without: null });
    expect(pipedrive.updateActivity.mock.calls).toEqual([[44, asMoved]]);
    expect(pipedrive.addActivity).not.toHaveBeenCalled();
  });

  it('that an interrupted try made of a moved promise is told when that ended meanwhile', async () => {
    const own = anActivity({ id: 44, subject: moved.text, type: 'task', dueOn: moved.dueOn });
    const pipedrive = pipedriveWith({}, [own]);
    const kept = late({ state: 'kept' }, { repeated: true });
    expect((await ensurePromiseActivity(pipedrive).run(effect, kept)).activityId).toBe(44);
    expect(pipedrive.updateActivity).not.toHaveBeenCalled();
  });

  it('is not made for a promise that ended meanwhile, and one that was made all the same is told', async () => {
    const own = anActivity({ id: 44, subject: effect.subject, type: 'task', dueOn: effect.dueOn });
    const pipedrive = pipedriveWith({}, [own]);
    const kept = { conversion: { promises: [aPromise({ state: 'kept' as const })] } };
    const first = await ensurePromiseActivity(pipedrive).run(effect, conversionContextOf(kept));
    expect(first.activityId).toBeNull();
    const again = conversionContextOf({ ...kept, repeated: true });
    expect((await ensurePromiseActivity(pipedrive).run(effect, again)).activityId).toBe(44);
    expect(pipedrive.addActivity).not.toHaveBeenCalled();
  });

  it('moves with its promise', async () => {
    const pipedrive = pipedriveWith();
    expect(await run(pipedrive, { activityId: 44 })).toEqual({ promise: 3, activityId: 44, without: null });
    const { subject, dueOn, ownerId } = effect;
    expect(pipedrive.updateActivity.mock.calls).toEqual([[44, { subject, dueOn, ownerId }]]);
    expect(pipedrive.addActivity).not.toHaveBeenCalled();
  });
});

describe('what Pipedrive does not let us do is told, and the promise holds', () => {
  const failing = (error: unknown) => async () => Promise.reject(error);

  it('a colleague deleted the activity', async () => {
    const pipedrive = pipedriveWith({ updateActivity: async () => null });
    expect(await run(pipedrive, { activityId: 44 })).toEqual({
      promise: 3,
      activityId: null,
      without: 'deleted',
    });
  });

  it('no permission for activities', async () => {
    const noScope = refusal(403, 'sign-in-again');
    const pipedrive = pipedriveWith({ addActivity: failing(noScope), updateActivity: failing(noScope) });
    expect(await run(pipedrive)).toEqual({ promise: 3, activityId: null, without: 'not-allowed' });
    expect(await run(pipedrive, { activityId: 44 })).toEqual({
      promise: 3,
      activityId: 44,
      without: 'not-allowed',
    });
  });

  it('the type of the settings is gone', async () => {
    const pipedrive = pipedriveWith({ addActivity: failing(refusal(400, 'rejected')) });
    expect(await run(pipedrive)).toEqual({ promise: 3, activityId: null, without: 'unknown-type' });
  });

  it.each([
    ['a refusal of something else', refusal(400, 'rejected'), { type: 'call' }],
    ['a refusal of a change', refusal(400, 'rejected'), { activityId: 44 }],
    ['the shield in front of Pipedrive', refusal(403, 'retry-later'), {}],
    ['an outage', refusal(503, 'retry-later'), {}],
  ])('%s stays a failure', async (_what, error, changes) => {
    const pipedrive = pipedriveWith({ addActivity: failing(error), updateActivity: failing(error) });
    await expect(run(pipedrive, changes)).rejects.toBe(error);
  });
});

describe('the end of a promise', () => {
  const end = (pipedrive: Pipedrive, how: 'done' | 'deleted') =>
    endPromiseActivity(pipedrive).run(
      { kind: 'end-promise-activity', promise: 3, activityId: 44, how },
      conversionContextOf(),
    );

  it('marks its activity as done, or takes it away', async () => {
    const pipedrive = pipedriveWith();
    expect(await end(pipedrive, 'done')).toEqual({});
    expect(pipedrive.updateActivity.mock.calls).toEqual([[44, { done: true }]]);
    expect(pipedrive.deleteActivity).not.toHaveBeenCalled();
    expect(await end(pipedrive, 'deleted')).toEqual({});
    expect(pipedrive.deleteActivity.mock.calls).toEqual([[44]]);
  });

  it('asks nothing of an activity that is gone or not ours, but waits for Pipedrive to be back', async () => {
    const noScope = async () => Promise.reject(refusal(403, 'sign-in-again'));
    expect(await end(pipedriveWith({ updateActivity: async () => null }), 'done')).toEqual({});
    expect(await end(pipedriveWith({ updateActivity: noScope }), 'done')).toEqual({});
    expect(await end(pipedriveWith({ deleteActivity: noScope }), 'deleted')).toEqual({});
    const away = refusal(503, 'retry-later');
    const pipedrive = pipedriveWith({ deleteActivity: async () => Promise.reject(away) });
    await expect(end(pipedrive, 'deleted')).rejects.toBe(away);
  });
});
