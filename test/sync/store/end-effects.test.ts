import { afterAll, beforeAll, expect, it } from 'vitest';
import { claimNextEffect } from '#sync/store/claim-effect.ts';
import type { Database } from '#sync/store/database.ts';
import { readEffects } from '#sync/store/effects.ts';
import { type EndedEffect, endEffects } from '#sync/store/end-effects.ts';
import { lockInstance, readInstance } from '#sync/store/instances.ts';
import { readJournal } from '#sync/store/journal.ts';
import { beginWork } from '#sync/store/timers.ts';
import { company, newEffect, writtenInstance } from '../../kit/store-rows.ts';
import { openTestStore } from '../../kit/test-store.ts';

let opened: Database;
beforeAll(async () => {
  opened = await openTestStore();
});
afterAll(() => opened.close());

/** An instance with two effects, the first of which has been carried out just now. */
async function carriedOut(): Promise<{ id: string; ended: EndedEffect }> {
  const id = await writtenInstance(opened.db, { effects: [newEffect('1/a'), newEffect('1/b')] });
  const claimed = await claimNextEffect(opened.db, id);
  if (!claimed) throw new Error('nothing was due');
  const { row } = claimed;
  const now = new Date();
  const event = { type: 'timer-fired', name: 'test' } as const;
  const line = { revision: 2, at: now, event, outcome: 'advanced', reason: null, requestId: 'r-1' } as const;
  const instance = { id, company, process: 'account-request', version: 1, revision: 2, step: 'accepting' };
  const change = {
    instance: { ...instance, state: { step: 'accepting', name: 'é\u0000' }, search: null },
    links: [{ kind: 'account', value: id }],
    timers: [{ name: 'later', dueAt: new Date(Date.now() + 3_600_000).toISOString() }],
    line: { ...line, stepBefore: 'pending', stepAfter: 'accepting' },
  };
  return { id, ended: { claim: row, instance: { id, revision: 1 }, change, now, goesOn: true } };
}

async function statesOf(id: string) {
  return (await readEffects(opened.db, [id])).map(({ key, state }) => `${key} ${state}`);
}

it('ends the effects of several requests at once, each with its change, its line and its next effect', async () => {
  const all = await Promise.all([carriedOut(), carriedOut(), carriedOut()]);
  const answers = await endEffects(
    opened.db,
    all.map(({ ended }) => ended),
  );
  for (const [index, { id }] of all.entries()) {
    expect(answers[index]?.next?.row).toMatchObject({ instanceId: id, key: '1/b', attempts: 1 });
    expect(await statesOf(id)).toEqual(['1/a done', '1/b running']);
    const step = 'accepting';
    expect(await readInstance(opened.db, id)).toMatchObject({
      step,
      revision: 2,
      state: { step, name: 'é�' },
    });
    const [line, ...more] = await readJournal(opened.db, id);
    expect(line).toMatchObject({ revision: 2, stepBefore: 'pending', stepAfter: 'accepting', reason: null });
    expect(more).toEqual([]);
    const kept = await opened.pool.query('select kind, value from links where instance_id = $1', [id]);
    expect(kept.rows).toEqual([{ kind: 'account', value: id }]);
    const timers = await opened.pool.query('select name from timers where instance_id = $1', [id]);
    expect(timers.rows).toEqual([{ name: 'later' }]);
  }
});

it('leaves out a request that somebody holds, and waits for nobody', async () => {
  const [busy, free] = await Promise.all([carriedOut(), carriedOut()]);
  await opened.db.transaction().execute(async (store) => {
    await lockInstance(store, busy.id);
    const [ofBusy, ofFree] = await endEffects(opened.db, [busy.ended, free.ended]);
    expect(ofBusy).toBeUndefined();
    expect(ofFree?.next?.row.key).toBe('1/b');
  });
  expect(await statesOf(busy.id)).toEqual(['1/a running', '1/b waiting']);
  expect((await endEffects(opened.db, [busy.ended]))[0]?.next?.row.key).toBe('1/b');
});

it('writes nothing for a request that has moved on, or an effect that was claimed anew', async () => {
  const [moved, claimedAnew] = await Promise.all([carriedOut(), carriedOut()]);
  await opened.pool.query('update instances set revision = 9 where id = $1', [moved.id]);
  await claimNextEffect(opened.db, claimedAnew.id);
  expect(await endEffects(opened.db, [moved.ended, claimedAnew.ended])).toEqual([undefined, undefined]);
  expect(await statesOf(moved.id)).toEqual(['1/a running', '1/b waiting']);
  expect(await readJournal(opened.db, claimedAnew.id)).toEqual([]);
});

it('takes nothing after the end when it is not to go on, and nothing for nobody', async () => {
  const { id, ended } = await carriedOut();
  const [answer] = await endEffects(opened.db, [{ ...ended, change: null, goesOn: false }]);
  expect(answer).toEqual({ next: undefined });
  expect(await statesOf(id)).toEqual(['1/a done', '1/b waiting']);
});

it('begins the work of several requests at once, each with its own first effect', async () => {
  const timer = { name: 'now', dueAt: new Date(0).toISOString() };
  const withEffect = await writtenInstance(opened.db, { effects: [newEffect('1/a')] });
  const withTimer = await writtenInstance(opened.db, { effects: [newEffect('1/a')], timers: [timer] });
  const idle = await writtenInstance(opened.db, {});
  const [first, second, third] = await beginWork(opened.db, [withEffect, withTimer, idle]);
  expect(first).toMatchObject({
    instance: { id: withEffect },
    timerIsDue: false,
    claimed: { row: { key: '1/a' } },
  });
  expect(second).toMatchObject({ instance: { id: withTimer }, timerIsDue: true });
  expect(second?.claimed).toBeUndefined();
  expect(third).toMatchObject({ instance: { id: idle }, timerIsDue: false });
  expect(third?.claimed).toBeUndefined();
});
