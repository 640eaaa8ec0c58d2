import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { forgetOldTexts, type KeptDays } from '#sync/store/clean-up.ts';
import { reserveCommand } from '#sync/store/commands.ts';
import type { Database } from '#sync/store/database.ts';
import { insertDeliveries } from '#sync/store/deliveries.ts';
import { company, newDelivery, newEffect, writtenInstance } from '../../kit/store-rows.ts';
import { openTestStore } from '../../kit/test-store.ts';

const keptDays: KeptDays = {
  deliveries: 30,
  answers: 30,
  effects: 365,
  slackPeople: 180,
  deletedRecords: 90,
};
const daysAgo = "now() - $1 * interval '1 day'";

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
  await forgetOldTexts(db, keptDays);
  expect((await pool.query('select 1 from commands')).rowCount).toBe(1);
  const emptied = await pool.query("select key from deliveries where body = '' order by key");
  expect(emptied.rows).toEqual([{ key: 'ignored-31' }, { key: 'routed-31' }]);
});

it('forgets what was sent after a year, and nothing of what is still to be done or was taken back', async () => {
  const { db, pool } = database;
  const states = ['done', 'cancelled', 'dead-letter', 'waiting'];
  for (const age of [364, 366]) {
    const effects = states.map((state) => newEffect(`${state}-${age}`));
    const id = await writtenInstance(db, { effects });
    for (const state of states)
      await pool.query(
        `update effects set state = $2, finished_at = ${daysAgo} where instance_id = $3 and key = $4`,
        [age, state, id, `${state}-${age}`],
      );
  }
  await forgetOldTexts(db, keptDays);
  const emptied = await pool.query(
    "select key, payload from effects where payload = jsonb_build_object('kind', kind)",
  );
  expect(emptied.rows).toEqual([{ key: 'done-366', payload: { kind: 'find-organization' } }]);
});

it('forgets people of Slack who were not seen for long, and deleted records that nothing belongs to', async () => {
  const { db, pool } = database;
  const links = [{ kind: 'person', value: '3' }];
  await writtenInstance(db, { links });
  // 1 and 2 stay for their age, 3 because of the request; 4 was not deleted.
  for (const [id, age, deleted] of [
    [1, 89, true],
    [2, 10, true],
    [3, 91, true],
    [4, 91, false],
    [5, 91, true],
  ])
    await pool.query(
      `insert into crm_records (company, entity, id, record, deleted, changed_at)
      values ($2, 'person', $3, '{}', $4, ${daysAgo})`,
      [age, company, id, deleted],
    );
  for (const [user, age, home] of [
    ['U1', 181, 181],
    ['U2', 181, 10],
    ['U3', 179, 181],
  ])
    await pool.query(
      `insert into slack_people (company, team_id, user_id, name, is_guest, language, checked_at, home_opened_at)
      values ($2, 'T1', $3, 'N', false, 'fr', ${daysAgo}, now() - $4 * interval '1 day')`,
      [age, company, user, home],
    );
  await forgetOldTexts(db, keptDays);
  const records = await pool.query('select id from crm_records order by id');
  expect(records.rows.map(({ id }) => id)).toEqual([1, 2, 3, 4]);
  const people = await pool.query('select user_id from slack_people order by user_id');
  expect(people.rows.map(({ user_id: id }) => id)).toEqual(['U2', 'U3']);
});
