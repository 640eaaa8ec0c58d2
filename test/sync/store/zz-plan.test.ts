import { it } from 'vitest';
import { sql } from 'kysely';
import { openDatabase } from '/work/main/services/sync/src/store/database.ts';
import { createTestDatabase } from '/work/main/test/kit/test-database.ts';
it('plan', async () => {
const test = await createTestDatabase();
const database = await openDatabase({ databaseUrl: test.url, dataDir: '', log: () => undefined });
const { db } = database;
await sql`insert into audiences (company, key, everybody, staff_ids) values ('1','a',false,array[1])`.execute(db);
await sql`insert into instances (id, company, process, version, revision, step, state, search, created_at, updated_at)
  select gen_random_uuid(), '1', 'account-request', 1, 1, 'accepted', jsonb_build_object('step','accepted','dealId', n, 'submittedAt', '2026-01-01T00:00:00Z', 'person', jsonb_build_object('id', n)), '', now(), now()
  from generate_series(1, 50000) as n`.execute(db);
await sql`insert into links (company, kind, value, instance_id) select '1', 'person', state #>> '{person,id}', id from instances`.execute(db);
await sql`insert into links (company, kind, value, instance_id) select '1', 'deal', state ->> 'dealId', id from instances`.execute(db);
const run = async (name: string, from: number, n: number, personOf: string) => {
  const t = performance.now();
  for (let i = 0; i < n; i++) await sql`insert into crm_records (company, entity, id, record, changed_at, person_id, audience_id, audience_at)
    values ('1', 'deal', ${from + i}, '{}', now(), ${personOf === 'none' ? null : personOf === 'stranger' ? 900000 + i : from + i}, 1, now())`.execute(db);
  console.log(name, ((performance.now() - t) / n).toFixed(2), 'ms each');
};
for (const pass of ['no stats', 'analyzed']) {
  const base = pass === 'no stats' ? 0 : 1000;
  await run(`${pass}: stranger`, 500000 + base, 300, 'stranger');
  await run(`${pass}: own`, 1 + base, 300, 'own');
  await sql`analyze`.execute(db);
}
await database.close();
await test.drop();
}, 90000);
