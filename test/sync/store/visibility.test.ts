import { randomUUID } from 'node:crypto';
import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Audience, keepAudience, neverToldRecords } from '#sync/store/audiences.ts';
import { lockAndReserve } from '#sync/store/commands.ts';
import { keepCrmRecords } from '#sync/store/crm-records.ts';
import type { Database } from '#sync/store/database.ts';
import { isHiddenFromAny, readVisible, settleAudience } from '#sync/store/visibility.ts';
import { aDeal, aPerson } from '../../kit/account-request-samples.ts';
import { openTestStore } from '../../kit/test-store.ts';

const company = '7101';
const sales = 21;
const manager = 22;
let database: Database;
let db: Database['db'];
let nextId = 1;
beforeAll(async () => {
  database = await openTestStore();
  db = database.db;
});
afterAll(() => database.close());

/** What the store hears of a record, and who may see it. */
async function hear(
  entity: 'deal' | 'person',
  id: number,
  audience?: Audience,
  at = '2026-11-20T08:00:00.000Z',
) {
  const record = entity === 'deal' ? aDeal({ id }) : aPerson({ id });
  const told = audience && { audience, at };
  await keepCrmRecords(db, company, [{ entity, id, record, deleted: false, changedAt: at, told }]);
}

/** A request of a person, with or without a deal, linked as the engine links it. */
async function request(ofCompany: string, personId: number, dealId: number | null): Promise<string> {
  const id = randomUUID();
  const state = JSON.stringify({ step: 'pending', dealId, person: { id: personId } });
  await sql`
    insert into instances (id, company, process, version, revision, step, state, search, created_at, updated_at)
    values (${id}, ${ofCompany}, 'account-request', 1, 1, 'pending', ${state}::jsonb, '', now(), now())`.execute(
    db,
  );
  await link(id, 'person', personId);
  if (dealId !== null) await link(id, 'deal', dealId);
  return id;
}

async function link(id: string, kind: string, value: number) {
  await db
    .insertInto('links')
    .values({ company, kind, value: String(value), instance_id: id })
    .execute();
}

const isSeen = async (id: string, staffId: number) => (await readVisible(db, id, staffId)) !== undefined;
const seenBy = async (id: string) => [await isSeen(id, sales), await isSeen(id, manager)];

describe('a request is seen', () => {
  it('by everybody as long as nobody was named, by those who were named after', async () => {
    const [personId, dealId] = [nextId++, nextId++];
    await hear('person', personId);
    await hear('deal', dealId);
    const id = await request(company, personId, dealId);
    expect(await seenBy(id)).toEqual([true, true]);
    await hear('deal', dealId, [manager]);
    expect(await seenBy(id)).toEqual([false, true]);
    await hear('deal', dealId, 'everybody', '2026-11-20T08:00:01.000Z');
    expect(await seenBy(id)).toEqual([true, true]);
  });

  it('as its deal is, and as its person is without one, or with one of which nothing was told', async () => {
    const [personId, dealId] = [nextId++, nextId++];
    await hear('person', personId, [manager]);
    const id = await request(company, personId, null);
    expect(await seenBy(id)).toEqual([false, true]);
    await link(id, 'deal', dealId);
    const withDeal = { step: 'pending', dealId, person: { id: personId } };
    await sql`update instances set state = ${JSON.stringify(withDeal)}::jsonb where id = ${id}`.execute(db);
    await hear('deal', dealId);
    expect(await seenBy(id)).toEqual([false, true]);
    await hear('deal', dealId, [sales]);
    expect(await seenBy(id)).toEqual([true, false]);
  });

  it('by those who may see the deal it was attached to, from that moment on', async () => {
    const [personId, dealId, otherId] = [nextId++, nextId++, nextId++];
    await hear('deal', dealId, [sales]);
    await hear('deal', otherId, [manager]);
    const id = await request(company, personId, dealId);
    expect(await seenBy(id)).toEqual([true, false]);
    const attached = { step: 'accepted', dealId: otherId, person: { id: personId } };
    await sql`update instances set state = ${JSON.stringify(attached)}::jsonb where id = ${id}`.execute(db);
    expect(await seenBy(id)).toEqual([false, true]);
  });

  it('by nobody whose colleagues of another company were named', async () => {
    const dealId = nextId++;
    await hear('deal', dealId, [manager]);
    const id = await request('7102', nextId++, dealId);
    expect(await seenBy(id)).toEqual([true, true]);
  });

  it('as was told last: an echo of our own call tells it, an older answer does not', async () => {
    const dealId = nextId++;
    await hear('deal', dealId, undefined, '2026-11-20T08:00:00.999Z');
    const id = await request(company, nextId++, dealId);
    await hear('deal', dealId, [manager], '2026-11-20T08:00:00.500Z');
    expect(await seenBy(id)).toEqual([false, true]);
    const told = (audience: Audience, at: string) =>
      keepAudience(db, company, { entity: 'deal', id: dealId }, { audience, at });
    await told([sales], '2026-11-20T08:00:00.400Z');
    expect(await seenBy(id)).toEqual([false, true]);
    await told([sales], '2026-11-20T08:00:00.600Z');
    expect(await seenBy(id)).toEqual([true, false]);
  });

  it('by those who are named among hundreds', async () => {
    const dealId = nextId++;
    await hear('deal', dealId, [manager, ...Array.from({ length: 900 }, (_, index) => 1_000_000 + index)]);
    expect(await seenBy(await request(company, nextId++, dealId))).toEqual([false, true]);
  });

  it('again as its records say, should a change of both have crossed', async () => {
    const dealId = nextId++;
    await hear('deal', dealId, [manager]);
    const id = await request(company, nextId++, dealId);
    await sql`update instances set audience_id = null where id = ${id}`.execute(db);
    await settleAudience(db, id);
    expect(await seenBy(id)).toEqual([false, true]);
  });
});

it('locks a request for who may see it alone', async () => {
  const dealId = nextId++;
  await hear('deal', dealId, [manager]);
  const id = await request(company, nextId++, dealId);
  const command = { company, id: randomUUID() };
  const lock = (staffId: number) =>
    db.transaction().execute((store) => lockAndReserve(store, id, { ...command, staffId }));
  expect(await lock(sales)).toBeUndefined();
  expect((await lock(manager))?.row.id).toBe(id);
});

it('knows which records of open requests nobody told of', async () => {
  const own = '7103';
  const [personId, dealId] = [nextId++, nextId++];
  const keep = (entity: 'deal' | 'person', id: number, told?: Audience) =>
    keepCrmRecords(db, own, [
      {
        entity,
        id,
        record: entity === 'deal' ? aDeal({ id }) : aPerson({ id }),
        deleted: false,
        changedAt: '2026-11-20T08:00:00.000Z',
        told: told && { audience: told, at: '2026-11-20T08:00:00.000Z' },
      },
    ]);
  await keep('person', personId);
  await keep('deal', dealId);
  await request(own, personId, null);
  await request(own, personId, dealId);
  expect(await neverToldRecords(db, own, 10)).toEqual([
    { entity: 'deal', id: dealId },
    { entity: 'person', id: personId },
  ]);
  expect(await neverToldRecords(db, own, 1)).toHaveLength(1);
  await keep('person', personId, 'everybody');
  await keep('deal', dealId, [sales]);
  expect(await neverToldRecords(db, own, 10)).toEqual([]);
});

it('of a team that is not known nobody can say that all of it may see a request', async () => {
  await hear('deal', 9_001, [sales, manager]);
  await hear('deal', 9_002, 'everybody');
  const [some, all] = [await request(company, 9_101, 9_001), await request(company, 9_102, 9_002)];
  for (const id of [some, all]) await settleAudience(db, id);
  expect(await isHiddenFromAny(db, some, [sales, manager])).toBe(false);
  expect(await isHiddenFromAny(db, some, [sales, 23])).toBe(true);
  expect(await isHiddenFromAny(db, some, [])).toBe(true);
  expect(await isHiddenFromAny(db, all, [])).toBe(false);
});
