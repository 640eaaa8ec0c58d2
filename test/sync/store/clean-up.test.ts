import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { forgetOldTexts } from '#sync/store/clean-up.ts';
import { reserveCommand } from '#sync/store/commands.ts';
import type { Database } from '#sync/store/database.ts';
import { insertDeliveries } from '#sync/store/deliveries.ts';
import { company, newDelivery } from '../../kit/store-rows.ts';
import { openTestStore } from '../../kit/test-store.ts';

let database: Database;
beforeAll(async () => {
  database = await openTestStore();
});
afterAll(() => database.close());

it('forgets answers and bodies after thirty days, but not of deliveries that still need somebody', async () => {
  const { db, pool } = database;
  const states = ['routed', 'ignored', 'failed', 'unreadable', 'recorded'];
  for (const age of [29, 31]) {
    const id = randomUUID();
    await reserveCommand(db, { company, id, staffId: 21 });
    await pool.query("update commands set at = now() - $1 * interval '1 day' where id = $2", [age, id]);
    for (const state of states) {
      const key = `${state}-${age}`;
      await insertDeliveries(db, [newDelivery(key, key, 'a body')]);
      await pool.query(
        "update deliveries set state = $1, received_at = now() - $2 * interval '1 day' where key = $3",
        [state, age, key],
      );
    }
  }
  await forgetOldTexts(db);
  expect((await pool.query('select 1 from commands')).rowCount).toBe(1);
  const emptied = await pool.query("select key from deliveries where body = '' order by key");
  expect(emptied.rows).toEqual([{ key: 'ignored-31' }, { key: 'routed-31' }]);
});
