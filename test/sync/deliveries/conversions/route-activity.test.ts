import { expect, it } from 'vitest';
import type { Event } from '#core/events.ts';
import type { Activity } from '#core/model/activity.ts';
import { routeActivity } from '#sync/deliveries/conversions/route-activity.ts';
import { advanceInstance } from '#sync/engine/advance.ts';
import { aCompany } from '../../../kit/account-request-samples.ts';
import { anActivity, aSuspectsDeal, crmOn, following } from '../../../kit/conversion-store.ts';
import { storeStage } from '../../../kit/test-store.ts';

const stage = storeStage();
const crm = crmOn(stage);

const heard = (record: Activity | null, changedAt: string, action: 'change' | 'delete' = 'change') =>
  stage.db
    .transaction()
    .execute((store) => routeActivity(() => following, store, following.id, { record, action }, changedAt));
const at = (second: number) => `2026-11-20T10:00:0${second}.000Z`;
const planned = async (dealId: number) => (await crm.conversionOf(dealId))?.plannedActivities;
const follow = (id: number) => crm.deal(aSuspectsDeal({ id, personId: null, organizationId: null }));
const keptCount = async (id: number) =>
  (
    await stage.db
      .selectFrom('crm_records')
      .select('id')
      .where('entity', '=', 'activity')
      .where('id', '=', id)
      .execute()
  ).length;

it('tells what is planned, what was done, and what was deleted', async () => {
  await follow(10);
  const activity = anActivity({ id: 1, dealId: 10 });
  expect(await heard(activity, at(1))).toMatchObject({ state: 'routed' });
  expect(await planned(10)).toEqual([{ id: 1, type: 'call', dueOn: '2026-11-23' }]);
  expect(await heard(activity, at(1))).toMatchObject({ state: 'ignored' });
  await heard({ ...activity, done: true, doneAt: at(2) }, at(2));
  expect(await crm.conversionOf(10)).toMatchObject({
    step: 'contacted',
    plannedActivities: [],
    contactCounts: { call: 1 },
    lastContact: { channel: 'call', at: at(2) },
  });
  await heard(anActivity({ id: 2, dealId: 10 }), at(3));
  await heard(anActivity({ id: 2, dealId: 10 }), at(4), 'delete');
  expect(await planned(10)).toEqual([]);
});

it('is not misled by two webhooks that changed places', async () => {
  await follow(20);
  const activity = anActivity({ id: 3, dealId: 20 });
  await heard({ ...activity, done: true }, at(2));
  expect(await heard(activity, at(1))).toMatchObject({ state: 'ignored' });
  expect(await crm.conversionOf(20)).toMatchObject({ plannedActivities: [], contactCounts: { call: 1 } });
  await heard(anActivity({ id: 4, dealId: 20 }), at(4), 'delete');
  await heard(anActivity({ id: 4, dealId: 20 }), at(3));
  expect(await planned(20)).toEqual([]);
});

it('knows the activity of a promise whose webhook is here before the answer of the call', async () => {
  await follow(25);
  const { id = '' } = (await crm.conversionOf(25)) ?? {};
  const by = { staffId: 21, name: 'Équipe vente', email: null, surface: 'pipedrive' } as const;
  const ask = { type: 'book-presentation', day: '2026-12-01' } as const;
  const told = (event: Event) =>
    stage.db.transaction().execute((store) => advanceInstance(store, () => following, id, event));
  await told({ type: 'conversion-asked', by, ask });
  const [promise] = (await crm.conversionOf(25))?.promises ?? [];
  const { text = '', dueOn = '', activityType = '', number = 0 } = promise ?? {};
  const own = anActivity({ id: 7, dealId: 25, subject: text, type: activityType, dueOn });
  await heard(own, at(1));
  expect(await planned(25)).toEqual([]);
  const result = { promise: number, activityId: 7, without: null };
  await told({ type: 'effect-done', effectId: 'x', kind: 'ensure-promise-activity', decision: 1, result });
  await heard({ ...own, dueOn: '2026-12-03' }, at(2));
  expect(await crm.conversionOf(25)).toMatchObject({
    plannedActivities: [],
    promises: [{ activityId: 7, dueOn: '2026-12-03', movedCount: 1 }],
  });
});

it('is gone for the deal it was taken away from', async () => {
  await follow(30);
  await follow(31);
  const activity = anActivity({ id: 5, dealId: 30 });
  await heard(activity, at(1));
  await heard({ ...activity, dealId: 31 }, at(2));
  expect([await planned(30), await planned(31)]).toMatchObject([[], [{ id: 5 }]]);
  await heard({ ...activity, dealId: null }, at(3));
  expect(await planned(31)).toEqual([]);
});

it('keeps nothing of deals that nobody follows, and of none', async () => {
  expect(await heard(anActivity({ id: 6, dealId: 999 }), at(1))).toMatchObject({ state: 'ignored' });
  expect(await heard(anActivity({ id: 6, dealId: null }), at(1))).toMatchObject({ state: 'ignored' });
  expect(await keptCount(6)).toBe(0);
});

it('says when an activity could not be read, and when nobody is followed', async () => {
  expect(await heard(null, at(1))).toMatchObject({ reason: 'The activity could not be read.' });
  const told = stage.db
    .transaction()
    .execute((store) =>
      routeActivity(() => aCompany(), store, following.id, { record: anActivity(), action: 'change' }, at(1)),
    );
  expect(await told).toMatchObject({ state: 'ignored', reason: 'Activities are not followed here.' });
});
