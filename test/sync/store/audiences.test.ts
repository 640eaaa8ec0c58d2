import { randomUUID } from 'node:crypto';
import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { OutsideError } from '#sync/connectors/errors.ts';
import { askNeverTold } from '#sync/deliveries/ask-audience.ts';
import { createLog } from '#sync/log.ts';
import { type Audience, keepAudience, neverToldRecords, noteAskedInVain } from '#sync/store/audiences.ts';
import { readBulkDecision, recordBulkDecision } from '#sync/store/bulk-decisions.ts';
import { openDealsOfOrganization } from '#sync/store/crm-facts.ts';
import { keepCrmRecords } from '#sync/store/crm-records.ts';
import type { Database } from '#sync/store/database.ts';
import { readVisible } from '#sync/store/visibility.ts';
import { aDeal, aPerson } from '../../kit/account-request-samples.ts';
import { openTestStore } from '../../kit/test-store.ts';

const sales = 21;
const manager = 22;
const at = '2026-11-20T08:00:00.000Z';
let database: Database;
let db: Database['db'];
let nextCompany = 7200;
beforeAll(async () => {
  database = await openTestStore();
  db = database.db;
});
afterAll(() => database.close());

/** A company of its own, with what its store hears. */
function aStore() {
  const company = String(nextCompany++);
  const keep = (record: ReturnType<typeof aDeal> | ReturnType<typeof aPerson>, audience?: Audience) => {
    const entity = 'status' in record ? ('deal' as const) : ('person' as const);
    const told = audience && { audience, at };
    return keepCrmRecords(db, company, [
      { entity, id: record.id, record, deleted: false, changedAt: at, told },
    ]);
  };
  const request = async (personId: number, more: object = {}) => {
    const id = randomUUID();
    const state = JSON.stringify({ step: 'pending', dealId: null, person: { id: personId }, ...more });
    await sql`
      insert into instances (id, company, process, version, revision, step, state, search, created_at, updated_at)
      values (${id}, ${company}, 'account-request', 1, 1, 'pending', ${state}::jsonb, '', now(), now())`.execute(
      db,
    );
    await sql`insert into links (company, kind, value, instance_id)
      values (${company}, 'person', ${String(personId)}, ${id})`.execute(db);
    return id;
  };
  return { company, keep, request };
}

describe('records of which nobody told', () => {
  it('are those of open requests, then the open deals of their organizations', async () => {
    const { company, keep, request } = aStore();
    await keep(aPerson({ id: 1 }));
    await keep(aDeal({ id: 2, organizationId: 5 }));
    await keep(aDeal({ id: 3, organizationId: 5, status: 'won' }));
    await keep(aDeal({ id: 4, organizationId: 6 }));
    await keep(aDeal({ id: 5, organizationId: 5 }), 'everybody');
    await request(1, { organization: { id: 5, name: 'Mairie' } });
    await request(1, { organization: { id: 5, name: 'Mairie' } });
    expect(await neverToldRecords(db, company, 10)).toEqual([
      { entity: 'person', id: 1 },
      { entity: 'deal', id: 2 },
    ]);
  });

  it('are not proposed to be attached to', async () => {
    const { company, keep } = aStore();
    await keep(aDeal({ id: 1, organizationId: 5 }));
    await keep(aDeal({ id: 2, organizationId: 5 }), [sales]);
    const proposed = async (staffId: number) =>
      (await openDealsOfOrganization(db, company, 5, staffId)).map(({ id }) => id);
    expect([await proposed(sales), await proposed(manager)]).toEqual([[2], []]);
  });

  it('asked about in vain keep no others waiting; they are asked about again after an hour', async () => {
    const { company, keep, request } = aStore();
    for (const id of [1, 2, 3]) {
      await keep(aPerson({ id }));
      await request(id);
    }
    const asked: number[] = [];
    const sweep = (answer: (id: number) => Promise<number[]>) => {
      const permittedUsersOfPerson = (id: number) => {
        asked.push(id);
        return answer(id);
      };
      const pipedrive = { permittedUsersOfPerson, permittedUsersOfDeal: permittedUsersOfPerson };
      const { signal } = new AbortController();
      return askNeverTold({ db, pipedrive, log: createLog('silent'), signal }, company, 25);
    };
    const failure = (word: 'rejected' | 'retry-later') =>
      new OutsideError({
        vendor: 'pipedrive',
        word,
        title: { fr: '', en: '' },
        detail: { fr: '', en: '' },
      });
    await sweep(() => Promise.reject(failure('retry-later')));
    expect(asked.splice(0)).toEqual([3]);
    await sweep(async (id) => {
      if (id === 3) throw failure('rejected');
      return id === 2 ? [] : [sales];
    });
    expect(asked.splice(0)).toEqual([3, 2, 1]);
    await sweep(async () => [sales]);
    expect(asked).toEqual([]);
    await sql`update crm_records set audience_at = now() - interval '61 minutes'
      where company = ${company} and audience_id is null`.execute(db);
    await sweep(async () => [sales]);
    expect(asked).toEqual([3, 2]);
    expect(await neverToldRecords(db, company, 10)).toEqual([]);
  });

  it('are told of by a webhook that was under way while they were asked about in vain', async () => {
    const { company, keep, request } = aStore();
    await keep(aPerson({ id: 1 }));
    const id = await request(1);
    await noteAskedInVain(db, company, { entity: 'person', id: 1 });
    await keep(aPerson({ id: 1 }), [manager]);
    expect(await readVisible(db, id, sales)).toBeUndefined();
  });
});

it('a request takes a deal as its own while that is told of: who may see it is as told', async () => {
  const { company, keep, request } = aStore();
  await keep(aPerson({ id: 1 }));
  await keep(aDeal({ id: 2, personId: 1 }));
  const id = await request(1);
  let telling: Promise<void> = Promise.resolve();
  await db.transaction().execute(async (store) => {
    const state = JSON.stringify({ step: 'pending', dealId: 2, person: { id: 1 } });
    await sql`update instances set state = ${state}::jsonb where id = ${id}`.execute(store);
    await sql`insert into links (company, kind, value, instance_id)
      values (${company}, 'deal', '2', ${id})`.execute(store);
    telling = keepAudience(db, company, { entity: 'deal', id: 2 }, { audience: [manager], at });
    await Promise.race([telling, new Promise((resolve) => setTimeout(resolve, 300))]);
  });
  await telling;
  expect(await readVisible(db, id, sales)).toBeUndefined();
  expect(await readVisible(db, id, manager)).toBeDefined();
});

it('lines of counts that say nothing of an audience are refused: they would be everybody’s', async () => {
  const line = sql`insert into step_changes (company, process, step, change)
    values ('7299', 'account-request', 'pending', 1)`;
  await expect(line.execute(db)).rejects.toThrow(/audience_known/);
});

it('a bulk decision is ordered alike for what somebody may not see and for what there is not', async () => {
  const { company, keep, request } = aStore();
  await keep(aPerson({ id: 1 }), [manager]);
  const [hidden, shown] = [await request(1), await request(2)];
  const elsewhere = await aStore().request(3);
  const order = { company, commandId: randomUUID(), staffId: sales, actor: {}, decision: {} };
  const { id } = await db
    .transaction()
    .execute((store) =>
      recordBulkDecision(store, order, [hidden, randomUUID(), elsewhere, shown], randomUUID()),
    );
  const found = await readBulkDecision(db, { company, staffId: sales }, id);
  const ended = found?.items.map(({ outcome, reason, name }) => ({ outcome, reason: reason?.key, name }));
  const gone = { outcome: 'failed', reason: 'request-gone', name: '' };
  expect(ended).toEqual([gone, gone, gone, { outcome: 'waiting', reason: undefined, name: '' }]);
});
