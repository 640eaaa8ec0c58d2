import { beforeEach, expect, it } from 'vitest';
import {
  changesDueNow,
  claimChanges,
  forgetMarksExceptOf,
  type HeldChange,
  keepHeld,
  markChanged,
  postponeChange,
  settleChange,
  waitingChanges,
} from '#sync/store/approval-changes.ts';
import { claimNextEffect } from '#sync/store/claim-effect.ts';
import { endEffects } from '#sync/store/end-effects.ts';
import { lockInstance } from '#sync/store/instances.ts';
import { company, newEffect, writtenInstance } from '../../kit/store-rows.ts';
import { storeStage } from '../../kit/test-store.ts';

const stage = storeStage();
beforeEach(async () => void (await stage.opened.pool.query('delete from approval_changes')));

const problem = {
  word: 'retry-later',
  title: { fr: 'Slack se tait', en: 'Slack is silent' },
  detail: { fr: 'Attendre.', en: 'Wait.' },
} as const;
const claim = (holdMs = 60_000, limit = 10) => claimChanges(stage.db, [{ company, limit }], { holdMs });
const marked = async () =>
  (
    await stage.opened.pool.query<{ id: string }>('select instance_id as id from approval_changes order by 1')
  ).rows.map(({ id }) => id);

async function oneClaimed(holdMs?: number): Promise<HeldChange> {
  const [claimed] = await claim(holdMs);
  if (!claimed) throw new Error('nothing was due');
  return claimed;
}

it('a change of a company that announces is marked with it, and of no other one', async () => {
  await writtenInstance(stage.db, {});
  expect(await marked()).toEqual([]);
  const id = await writtenInstance(stage.db, { announces: true });
  expect(await marked()).toEqual([id]);
});

it('a change that is taken back leaves no mark', async () => {
  const undone = stage.db.transaction().execute(async (store) => {
    await writtenInstance(store, { announces: true });
    throw new Error('taken back');
  });
  await expect(undone).rejects.toThrow('taken back');
  expect(await marked()).toEqual([]);
});

it('effects that end mark the requests of companies that announce', async () => {
  const ended = async (announces: boolean) => {
    const id = await writtenInstance(stage.db, { effects: [newEffect('1/a')] });
    const claimed = await claimNextEffect(stage.db, id);
    if (!claimed) throw new Error('nothing was due');
    const instance = { id, company, process: 'account-request', version: 1, revision: 2, step: 'accepted' };
    const change = {
      instance: { ...instance, state: { step: 'accepted' }, search: null },
      links: [],
      timers: [],
    };
    const rest = { instance: { id, revision: 1 }, now: new Date(), goesOn: false };
    return { id, end: { claim: claimed.row, change: { ...change, announces }, ...rest } };
  };
  const [told, quiet] = [await ended(true), await ended(false)];
  await endEffects(stage.db, [quiet.end]);
  expect(await marked()).toEqual([]);
  const both = [await ended(true), await ended(false), await ended(true)];
  await endEffects(stage.db, [told.end, ...both.map(({ end }) => end)]);
  const expected = [told.id, both[0]?.id, both[2]?.id];
  expect(await marked()).toEqual(expected.toSorted());
});

it('is taken by one node at a time, and by another one when that one is silent', async () => {
  await writtenInstance(stage.db, { announces: true });
  const change = await oneClaimed(150);
  expect(await claim()).toEqual([]);
  const heldUntil = await keepHeld(stage.db, change, 150);
  expect(heldUntil).not.toBe(change.heldUntil);
  await new Promise((resolve) => setTimeout(resolve, 200));
  const [taken] = await claim();
  expect(taken?.instanceId).toBe(change.instanceId);
  expect(await keepHeld(stage.db, { ...change, heldUntil: heldUntil ?? '' }, 1_000)).toBeUndefined();
  // Who lost it changes nothing any more.
  await settleChange(stage.db, { ...change, heldUntil: heldUntil ?? '' }, null);
  expect(await marked()).toEqual([change.instanceId]);
});

it('goes away when nothing happened meanwhile, and is due again at once when something did', async () => {
  const id = await writtenInstance(stage.db, { announces: true });
  const first = await oneClaimed();
  await markChanged(stage.db, id, company);
  await settleChange(stage.db, first, null);
  const second = await oneClaimed();
  await settleChange(stage.db, second, null);
  expect(await marked()).toEqual([]);
});

it('a later look waits for its instant, and gives way to a change', async () => {
  const id = await writtenInstance(stage.db, { announces: true });
  await settleChange(stage.db, await oneClaimed(), new Date(Date.now() + 60_000));
  expect(await claim()).toEqual([]);
  await markChanged(stage.db, id, company);
  expect(await claim()).toHaveLength(1);
});

it('a failure waits, whatever changes meanwhile, and says why', async () => {
  const id = await writtenInstance(stage.db, { announces: true });
  await postponeChange(stage.db, await oneClaimed(), { delayMs: 60_000, problem });
  await markChanged(stage.db, id, company);
  expect(await claim()).toEqual([]);
  expect(await waitingChanges(stage.db, company)).toEqual({ count: 1, problem });
});

it('what Slack did not take of one request is tried again at once when it changes', async () => {
  const id = await writtenInstance(stage.db, { announces: true });
  const refused = { ...problem, word: 'broken' } as const;
  await postponeChange(stage.db, await oneClaimed(), { delayMs: 3_600_000, problem: refused });
  expect(await claim()).toEqual([]);
  await markChanged(stage.db, id, company);
  const [anew] = await claim();
  expect(anew).toMatchObject({ instanceId: id, attempts: 0 });
  // Also when it changed while it was tried.
  await markChanged(stage.db, id, company);
  if (anew) await postponeChange(stage.db, anew, { delayMs: 3_600_000, problem: refused });
  expect(await claim()).toHaveLength(1);
});

it('a look at an instant that is over is not due before the next second, and is no change that waits', async () => {
  await writtenInstance(stage.db, { announces: true });
  await settleChange(stage.db, await oneClaimed(), new Date(Date.now() - 60_000));
  expect(await claim()).toEqual([]);
  expect(await waitingChanges(stage.db, company)).toEqual({ count: 0, problem: null });
});

it('keeps what a company without Slack leaves for a day, and what is followed as long as it takes', async () => {
  const [id] = [await writtenInstance(stage.db, { announces: true })];
  await forgetMarksExceptOf(stage.db, []);
  expect(await marked()).toEqual([id]);
  await stage.opened.pool.query("update approval_changes set changed_at = now() - interval '2 days'");
  await forgetMarksExceptOf(stage.db, [company]);
  expect(await marked()).toEqual([id]);
  await forgetMarksExceptOf(stage.db, []);
  expect(await marked()).toEqual([]);
});

it('takes of each company as many as it has room for', async () => {
  for (let index = 0; index < 5; index += 1) await writtenInstance(stage.db, { announces: true });
  await stage.opened.pool.query(`
    update approval_changes set company = 'another'
    where instance_id in (select instance_id from approval_changes limit 2)`);
  const rooms = [
    { company, limit: 1 },
    { company: 'another', limit: 3 },
  ];
  const taken = await claimChanges(stage.db, rooms, { holdMs: 60_000 });
  expect(taken.map((change) => change.company).toSorted()).toEqual(
    [company, 'another', 'another'].toSorted(),
  );
});

it('takes no more than asked for, and none of other companies', async () => {
  for (let index = 0; index < 3; index += 1) await writtenInstance(stage.db, { announces: true });
  expect(await claimChanges(stage.db, [{ company: 'another', limit: 10 }], { holdMs: 1_000 })).toEqual([]);
  expect(await claim(60_000, 2)).toHaveLength(2);
});

it('takes the longest waiting first, or the newest', async () => {
  const ids = [];
  for (let index = 0; index < 4; index += 1) ids.push(await writtenInstance(stage.db, { announces: true }));
  const next = async (newestFirst: boolean) =>
    (await claimChanges(stage.db, [{ company, limit: 1 }], { holdMs: 60_000, newestFirst }))[0]?.instanceId;
  expect([await next(false), await next(true), await next(false)]).toEqual([ids[0], ids[3], ids[1]]);
});

it('who may see a request is a change of what its message shows', async () => {
  const [shown, unseen] = [await writtenInstance(stage.db, {}), await writtenInstance(stage.db, {})];
  await stage.opened.pool.query(
    "insert into approval_messages (instance_id, company, channel, ts) values ($1, $2, 'C1', '1.1')",
    [shown, company],
  );
  await stage.opened.pool.query('update instances set audience_id = 7 where id = any ($1)', [
    [shown, unseen],
  ]);
  expect(await marked()).toEqual([shown]);
});

it('a request that is being decided waits for nobody who marks it, nor the other way round', async () => {
  const id = await writtenInstance(stage.db, {});
  await stage.db.transaction().execute(async (store) => {
    await lockInstance(store, id);
    // Somebody else, who ends a try of an effect.
    await markChanged(stage.db, id, company);
    await markChanged(store, id, company);
  });
  expect(await marked()).toEqual([id]);
});

it('when Slack is back, what changed first is shown first, however late its next try was', async () => {
  const ids: string[] = [];
  for (let count = 0; count < 4; count += 1) ids.push(await writtenInstance(stage.db, { announces: true }));
  // The one that was marked last changed first, and was tried last.
  ids.reverse();
  await stage.opened.pool.query(
    `update approval_changes set attempts = 3, due_at = now() + interval '1 hour' - at * interval '1 minute',
       changed_at = now() - interval '1 day' + at * interval '1 minute'
     from unnest($1::uuid[]) with ordinality as request (id, at) where instance_id = request.id`,
    [ids],
  );
  await changesDueNow(stage.db, company);
  for (const id of ids) expect((await claim(60_000, 1)).map(({ instanceId }) => instanceId)).toEqual([id]);
});
