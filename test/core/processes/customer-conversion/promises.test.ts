import { describe, expect, it } from 'vitest';
import type { Effect } from '#core/effects.ts';
import { aFollowingCompany, anActivity, ids } from '../../../kit/conversion-samples.ts';
import { aClientStory, aSuspectStory, aTestingStory, type Story } from '../../../kit/conversion-story.ts';

const remindersOf = (story: Story, number: number) =>
  story.done.flatMap(({ effect, at }) =>
    effect.kind === 'remind-of-promise' && effect.promise === number ? [[effect.what, effect.toId, at]] : [],
  );
const without = (why: string) => (effect: Effect) => ({
  result: { promise: 'promise' in effect ? effect.promise : 0, activityId: null, without: why },
});
/** A suspect whose presentation is on Thursday the 26th. */
const booked = (options: Parameters<typeof aSuspectStory>[0] = {}) => {
  const story = aSuspectStory(options);
  story.does({ type: 'book-presentation', day: '2026-11-26' });
  return story;
};
/** What the CRM tells of the activity of the presentation. */
const told = (story: Story, more: Parameters<typeof anActivity>[0] = {}, isDeleted = false) => {
  const { activityId, text, dueOn, ownerId } = story.promise('presentation');
  const known = { id: activityId ?? 3000, subject: text, type: 'meeting', dueOn, ownerId };
  const activity = anActivity({ ...known, ...more });
  return story.tell({ type: 'activity-observed', activity, isDeleted, at: story.run.now });
};

describe('a promise', () => {
  it('is reminded of once, and told to a second person once, for each day it had', () => {
    const story = booked();
    story.run.until('2026-12-10T09:00:00.000Z');
    const late = [
      ['soon', ids.owner, '2026-11-25T08:00:00.000Z'],
      ['late', ids.owner, '2026-11-30T08:00:00.000Z'],
      ['escalated', ids.second, '2026-11-30T08:00:00.000Z'],
    ];
    expect(remindersOf(story, 1)).toEqual(late);
    story.does({ type: 'move-promise', promise: 1, day: '2026-12-17' });
    story.run.until('2027-02-01T09:00:00.000Z');
    expect(remindersOf(story, 1)).toEqual([
      ...late,
      ['soon', ids.owner, '2026-12-16T08:00:00.000Z'],
      ['late', ids.owner, '2026-12-21T08:00:00.000Z'],
      ['escalated', ids.second, '2026-12-21T08:00:00.000Z'],
    ]);
  });

  it('is told to the owner alone where the owner is the second person', () => {
    const story = booked({ settings: { conversion: { enabled: true, escalateTo: ids.owner } } });
    story.run.until('2026-12-10T09:00:00.000Z');
    expect(remindersOf(story, 1).map(([what]) => what)).toEqual(['soon', 'late']);
  });

  it('is kept or dropped by one click; its activity is done, or goes, and nobody is reminded', () => {
    const kept = booked();
    kept.does({ type: 'keep-promise', promise: 1 });
    const dropped = booked();
    dropped.does({ type: 'drop-promise', promise: 1, why: 'Reporté sans date' });
    expect(kept.promise('presentation')).toMatchObject({ state: 'kept', endedBecause: { key: 'by-hand' } });
    expect(dropped.promise('presentation')).toMatchObject({
      state: 'moot',
      endedBecause: { key: 'dropped', values: { why: 'Reporté sans date' } },
    });
    expect(kept.doneOf('end-promise-activity')).toMatchObject([{ activityId: 3000, how: 'done' }]);
    expect(dropped.doneOf('end-promise-activity')).toMatchObject([{ activityId: 3000, how: 'deleted' }]);
    for (const story of [kept, dropped]) {
      story.run.until('2027-01-10T09:00:00.000Z');
      expect(remindersOf(story, 1)).toEqual([]);
      expect(story.ask({ type: 'keep-promise', promise: 1 }).reason?.key).toBe('promise-ended');
      expect(story.ask({ type: 'move-promise', promise: 9, day: '2027-02-01' }).reason?.key).toBe(
        'promise-unknown',
      );
    }
  });

  it('is moot, with the reason, once its step is left', () => {
    const story = booked();
    story.does({ type: 'send-documentation' });
    const client = aTestingStory();
    client.deal({ status: 'lost' });
    client.settle();
    expect(client.promise('tests')).toMatchObject({ state: 'moot', endedBecause: { key: 'ended' } });
    expect(client.run.state.nextDueOn).toBeNull();
    expect(story.promise('presentation').state).not.toBe('open');
  });

  it('nextDueOn is the earliest day that is open', () => {
    const story = aTestingStory();
    expect(story.run.state.nextDueOn).toBe('2026-12-01');
    story.does({ type: 'keep-promise', promise: story.promise('tests-call').number });
    expect(story.run.state.nextDueOn).toBe('2026-12-08');
  });

  it('moved by a click, its activity goes to the new day; not to a day that is past', () => {
    const story = booked();
    story.does({ type: 'move-promise', promise: 1, day: '2026-12-03' });
    expect(story.doneOf('ensure-promise-activity').at(-1)).toMatchObject({
      activityId: 3000,
      dueOn: '2026-12-03',
    });
    const past = story.ask({ type: 'move-promise', promise: 1, day: '2026-11-16' });
    expect(past).toMatchObject({ outcome: 'refused', reason: { key: 'day-past' } });
  });
});

describe('the activity of a promise in the CRM', () => {
  it('moved or given to somebody by a colleague, takes the promise along, and is not written back', () => {
    const story = booked();
    expect(told(story, { dueOn: '2026-12-03', ownerId: ids.second }).reason?.key).toBe(
      'promise-moved-in-crm',
    );
    story.settle();
    expect(story.promise('presentation')).toMatchObject({
      dueOn: '2026-12-03',
      ownerId: ids.second,
      movedCount: 1,
    });
    expect(story.doneOf('ensure-promise-activity')).toHaveLength(1);
    story.run.until('2026-12-02T09:00:00.000Z');
    expect(remindersOf(story, 1)).toEqual([['soon', ids.second, '2026-12-02T08:00:00.000Z']]);
  });

  it('done by a colleague, keeps it, and nothing is written back', () => {
    const story = booked();
    expect(told(story, { done: true, doneAt: story.run.now }).reason?.key).toBe('activity-done');
    story.settle();
    expect(story.promise('presentation').state).toBe('kept');
    expect(story.run.state).toMatchObject({ step: 'presented', contactCounts: { meeting: 1 } });
    expect(story.doneOf('end-promise-activity')).toEqual([]);
  });

  it('a call of ours that a colleague did is kept, counted once, and not written back', () => {
    const story = aClientStory();
    const { activityId, text, dueOn } = story.promise('welcome-call');
    const activity = anActivity({
      id: activityId ?? 0,
      subject: text,
      dueOn,
      done: true,
      doneAt: story.run.now,
    });
    story.tell({ type: 'activity-observed', activity, isDeleted: false, at: story.run.now });
    story.settle();
    expect(story.promise('welcome-call').state).toBe('kept');
    expect(story.run.state.contactCounts).toEqual({ call: 1 });
    expect(story.doneOf('end-promise-activity')).toEqual([]);
  });

  it('deleted by a colleague, leaves the promise without one: it is reminded of, and none is made again', () => {
    const story = booked();
    expect(told(story, {}, true).reason?.key).toBe('activity-deleted');
    story.does({ type: 'move-promise', promise: 1, day: '2026-12-03' });
    story.run.until('2026-12-10T09:00:00.000Z');
    expect(story.promise('presentation')).toMatchObject({ state: 'open', withoutActivity: 'deleted' });
    expect(story.doneOf('ensure-promise-activity')).toHaveLength(1);
    expect(remindersOf(story, 1).map(([what]) => what)).toEqual(['soon', 'late', 'escalated']);
  });

  it.each(['not-allowed', 'unknown-type'] as const)('that cannot be made (%s) costs nothing else', (why) => {
    const story = booked({ answers: { 'ensure-promise-activity': without(why) } });
    expect(story.promise('presentation')).toMatchObject({
      ...{ state: 'open', activityId: null, withoutActivity: why },
    });
    story.run.until('2026-12-01T09:00:00.000Z');
    expect(remindersOf(story, 1)).toHaveLength(3);
    story.does({ type: 'keep-promise', promise: 1 });
    expect(story.doneOf('end-promise-activity')).toEqual([]);
  });

  it('bears the type of the settings, and keeps the one a colleague gave it', () => {
    const activities = { call: 'appel', meeting: 'rendez_vous', task: 'tache' };
    const story = booked({ settings: { conversion: { enabled: true, activities } } });
    expect(story.doneOf('ensure-promise-activity')).toMatchObject([{ type: 'rendez_vous' }]);
    told(story, { type: 'visite' });
    expect(story.promise('presentation')).toMatchObject({ state: 'open', activityType: 'visite' });
  });

  it('without a known owner belongs to nobody, and the second person is told when it is late', () => {
    const story = aSuspectStory();
    story.deal({ ownerId: null });
    story.does({ type: 'book-presentation', day: '2026-11-26' });
    expect(story.doneOf('ensure-promise-activity')).toMatchObject([{ ownerId: null }]);
    story.run.until('2026-12-10T09:00:00.000Z');
    expect(remindersOf(story, 1).map(([what, toId]) => [what, toId])).toEqual([
      ['soon', null],
      ['late', null],
      ['escalated', ids.second],
    ]);
  });

  it('of our own making is no news: before our call has its answer, or after it', () => {
    const early = aSuspectStory();
    early.ask({ type: 'book-presentation', day: '2026-11-26' });
    expect(told(early, { id: 3000 }).reason?.key).toBe('nothing-new');
    expect(early.run.state.plannedActivities).toEqual([]);
    const late = booked();
    expect(told(late).outcome).toBe('ignored');
    early.settle();
    for (const { run } of [early, late])
      expect(run.state.promises).toMatchObject([{ activityId: 3000, dueOn: '2026-11-26', movedCount: 0 }]);
  });

  it('as it was before our move of it is no word of anybody, as long as the move is under way', () => {
    const story = booked();
    story.ask({ type: 'move-promise', promise: 1, day: '2026-12-03' });
    expect(told(story, { dueOn: '2026-11-26' }).outcome).toBe('ignored');
    story.settle();
    expect(story.promise('presentation')).toMatchObject({ dueOn: '2026-12-03', movedCount: 1 });
    told(story, { dueOn: '2026-11-26' });
    expect(story.promise('presentation')).toMatchObject({ dueOn: '2026-11-26', movedCount: 2 });
  });

  it('that is made while the promise ends goes again', () => {
    const story = aSuspectStory();
    story.ask({ type: 'book-presentation', day: '2026-11-26' });
    story.ask({ type: 'drop-promise', promise: 1, why: 'Erreur' });
    story.settle();
    expect(story.doneOf('ensure-promise-activity')).toHaveLength(1);
    expect(story.doneOf('end-promise-activity')).toMatchObject([{ activityId: 3000, how: 'deleted' }]);
  });
});

describe('switched off', () => {
  const off = aFollowingCompany({ conversion: { enabled: false } });

  it('reminds of nothing and writes nothing; switched on again, it goes on', () => {
    const story = aTestingStory();
    const { length } = story.done;
    story.run.company = off;
    story.run.until('2026-12-20T09:00:00.000Z');
    expect(story.done).toHaveLength(length);
    story.run.company = aFollowingCompany();
    story.tell({ type: 'rules-changed' });
    story.run.until('2026-12-31T09:00:00.000Z');
    expect(remindersOf(story, story.promise('tests').number).map(([what]) => what)).toEqual([
      'late',
      'escalated',
    ]);
    expect(story.doneOf('look-at-account')).toHaveLength(1);
  });
});
