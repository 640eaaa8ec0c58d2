import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { keepAudience } from '#sync/store/audiences.ts';
import { addUpStepChanges } from '#sync/store/clean-up.ts';
import type { Database } from '#sync/store/database.ts';
import type { Store } from '#sync/store/instances.ts';
import { listRequests, type WantedRequests } from '#sync/store/request-list.ts';
import { countRequests } from '#sync/store/requests.ts';
import { hiddenFrom, leavingOut } from '#sync/store/visibility.ts';
import { rowsRead } from '../../kit/rows-read.ts';
import { openTestStore } from '../../kit/test-store.ts';

let database: Database;
let db: Database['db'];
beforeAll(async () => {
  database = await openTestStore();
  db = database.db;
});
afterAll(() => database.close());

const wanted: WantedRequests = {
  steps: [],
  search: '',
  source: null,
  ownerId: null,
  sort: 'submittedAt',
  direction: 'desc',
  after: null,
  limit: 100,
};

describe('with 30,000 requests', () => {
  const big = '7104';
  const groups = 3;
  beforeAll(async () => {
    await sql`
      insert into audiences (company, key, everybody, staff_ids)
      select ${big}, 'group ' || n, false, array[n] from generate_series(0, ${groups - 1}::int) as n`.execute(
      db,
    );
    await sql`
      insert into crm_records (company, entity, id, record, changed_at, audience_id, audience_at)
      select ${big}, 'person', n, '{}', now(), (
        select id from audiences where company = ${big} and staff_ids = array[(n % ${groups}::int)::bigint]), now()
      from generate_series(1, 30000) as n`.execute(db);
    await sql`
      insert into instances (id, company, process, version, revision, step, state, search, created_at, updated_at)
      select gen_random_uuid(), ${big}, 'account-request', 1, 1, step, jsonb_build_object('step', step,
        'submittedAt', to_char(born, 'YYYY-MM-DD"T"HH24:MI:SS"Z"'), 'person', jsonb_build_object('id', n)), '', born, born
      from (select n, timestamptz '2026-01-01' + n * interval '61 seconds' as born,
        (array['pending', 'accepted', 'refused'])[1 + (n / ${groups}::int) % 3] as step
        from generate_series(1, 30000) as n) as made`.execute(db);
    await addUpStepChanges(db);
    await sql`analyze`.execute(db);
  }, 60_000);

  /** Member of one group; of none; of all. */
  const [one, none, all] = [1, 99, 1_000];
  const pageOf = async (store: Store, staffId: number) => {
    const hidden = await hiddenFrom(store, big, staffId);
    return listRequests(store, big, { ...wanted, hidden, limit: 26 });
  };

  it('lists and counts are of what somebody may see', async () => {
    const ids = (await pageOf(db, one)).map(({ state }) => (state as { person: { id: number } }).person.id);
    expect(ids).toHaveLength(26);
    expect(new Set(ids.map((id) => id % groups))).toEqual(new Set([1]));
    const counts = await countRequests(db, big, await hiddenFrom(db, big, one));
    expect(counts.pending + counts.accepted + counts.refused).toBe(10_000);
    expect(await pageOf(db, none)).toEqual([]);
    expect(await countRequests(db, big, await hiddenFrom(db, big, none))).toMatchObject({ pending: 0 });
  });

  it('the counts follow who may see what, and cost a line per step and audience', async () => {
    const hidden = await hiddenFrom(db, big, one);
    const before = await countRequests(db, big, hidden);
    const told = { audience: [one], at: new Date().toISOString() };
    const [row] = (
      await sql<{ id: number; step: 'pending' }>`
      select (state #>> '{person,id}')::bigint as id, step from instances
      where company = ${big} and audience_id = any (${hidden}::bigint[]) limit 1`.execute(db)
    ).rows;
    if (!row) throw new Error('Somebody else’s request is missing.');
    const instance = await sql<{ id: string }>`
      select id from instances where company = ${big} and state #>> '{person,id}' = ${String(row.id)}`.execute(
      db,
    );
    await sql`insert into links (company, kind, value, instance_id)
      values (${big}, 'person', ${String(row.id)}, ${instance.rows[0]?.id})`.execute(db);
    await keepAudience(db, big, { entity: 'person', id: row.id }, told);
    const after = await countRequests(db, big, hidden);
    expect(after[row.step]).toBe(before[row.step] + 1);
    await addUpStepChanges(db);
    expect(await countRequests(db, big, hidden)).toEqual(after);
    const lines = await sql`select 1 from step_changes where company = ${big}`.execute(db);
    expect(lines.rows.length).toBeLessThanOrEqual(3 * (groups + 1));
  });

  it('who sees everything gets the list by the plan of before', async () => {
    await sql`update audiences set staff_ids = staff_ids || ${all}::bigint where company = ${big}`.execute(
      db,
    );
    expect(await hiddenFrom(db, big, all)).toEqual([]);
    expect(leavingOut([]).compile(db).sql).toBe('');
    const rows = await rowsRead(db, (store) => pageOf(store, all));
    // A page of each of the steps, the page itself, and the few audiences.
    expect(rows).toBeLessThanOrEqual(26 * 4 + 4 * groups);
  });

  it('who sees a third reads some three times as far', async () => {
    expect(await rowsRead(db, (store) => pageOf(store, one))).toBeLessThanOrEqual(26 * 4 * groups + 100);
  });
});
