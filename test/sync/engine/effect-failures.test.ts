import { afterAll, beforeAll, expect, it } from 'vitest';
import { OutsideError, type OutsideFailure } from '#sync/connectors/errors.ts';
import { runInstance } from '#sync/engine/run-instance.ts';
import { createLog } from '#sync/log.ts';
import type { Database } from '#sync/store/database.ts';
import { readEffects } from '#sync/store/effects.ts';
import { lockInstance } from '#sync/store/instances.ts';
import { overdueInstances } from '#sync/store/timers.ts';
import { type Carry, engineOn, freshInstance, ownLocks } from '../../kit/engine-on-store.ts';
import { newEffect, writtenInstance } from '../../kit/store-rows.ts';
import { openTestStore } from '../../kit/test-store.ts';

let database: Database;
beforeAll(async () => {
  database = await openTestStore();
});
afterAll(() => database.close());

/** Runs a fresh request whose effects all end alike, and reads what was logged. */
async function ranWith(carry: Carry, change?: (id: string) => Promise<unknown>) {
  const { id } = await freshInstance(database);
  await change?.(id);
  const lines: Record<string, unknown>[] = [];
  const log = createLog('info', { write: (line) => lines.push(JSON.parse(line)) });
  await runInstance(engineOn(database, ownLocks, carry, log), id);
  const [first] = await readEffects(database.db, [id]);
  return { id, first, lines };
}

const failing =
  (word: OutsideFailure['word'], detail: string, more: Partial<OutsideFailure> = {}): Carry =>
  () => {
    const words = { fr: detail, en: detail };
    throw new OutsideError({ vendor: 'mail', word, title: words, detail: words, ...more });
  };

it('tries again when a vendor’s words sound like our store', async () => {
  const { first } = await ranWith(
    failing('retry-later', 'It said “connection error: connection terminated”.'),
  );
  expect(first).toMatchObject({ state: 'retrying', problem: { word: 'retry-later' } });
});

it('logs a dead letter without what the vendor said, which quotes people', async () => {
  const quote = '550 <camille@mairie.example.org> is unknown here';
  const cause = new Error('EENVELOPE RCPT TO 550');
  const { first, lines } = await ranWith(failing('rejected', quote, { status: 550, cause }));
  expect(lines[0]).toMatchObject({
    msg: 'dead letter',
    effectId: first?.id,
    kind: first?.kind,
    word: 'rejected',
    status: 550,
    cause: 'EENVELOPE RCPT TO 550',
  });
  expect(JSON.stringify(lines)).not.toContain('camille');
});

it('ends an effect that this release cannot read as a dead letter, instead of trying it for ever', async () => {
  const carry: Carry = () => {
    throw new Error('never carried out');
  };
  const { id, first, lines } = await ranWith(carry, async (instanceId) => {
    await database.pool.query(
      `update effects set payload = '{"kind":"of-tomorrow"}' where instance_id = $1`,
      [instanceId],
    );
  });
  expect(first).toMatchObject({ state: 'dead-letter', attempts: 1, problem: { word: 'broken' } });
  expect(lines[0]).toMatchObject({ effectId: first?.id, error: { name: 'ZodError' } });
  expect(await overdueInstances(database.db, 0, 500)).not.toContain(id);
});

it('looks for the longest waiting first, so that nothing starves', async () => {
  const minutesAgo = (minutes: number) => new Date(Date.now() - minutes * 60_000).toISOString();
  const ids: string[] = [];
  for (const minutes of [10, 30, 20]) {
    ids.push(
      await writtenInstance(database.db, { effects: [newEffect('1/a', { dueAt: minutesAgo(minutes) })] }),
    );
  }
  const late = await writtenInstance(database.db, { timers: [{ name: 'late', dueAt: minutesAgo(25) }] });
  expect(await overdueInstances(database.db, 0, 3)).toEqual([ids[1], late, ids[2]]);
});

it('locks a request before its timers, as everybody who writes both', async () => {
  const { id } = await freshInstance(database);
  await runInstance(engineOn(database, ownLocks), id);
  const timer = { instance_id: id, name: 'evidence-reminder', due_at: new Date(0) };
  await database.db.insertInto('timers').values(timer).execute();
  let run: Promise<unknown> = Promise.resolve();
  await database.db.transaction().execute(async (store) => {
    await lockInstance(store, id);
    run = runInstance(engineOn(database, ownLocks), id).catch((error: Error) => error.message);
    await new Promise((resolve) => setTimeout(resolve, 150));
    // In the other order these two would wait for each other until the store ends one of them.
    await store.updateTable('timers').set({ due_at: new Date() }).where('instance_id', '=', id).execute();
  });
  expect(await run).toBe(true);
});
