import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, afterEach, beforeAll, expect, it, vi } from 'vitest';
import type { Person } from '#core/model/person.ts';
import { applyCrmChange, type RecordChange } from '#sync/deliveries/apply-crm-change.ts';
import { keepCrmRecords } from '#sync/store/crm-records.ts';
import type { Database } from '#sync/store/database.ts';
import { lockInstance, readInstance, type Store } from '#sync/store/instances.ts';
import { aCompany, aPerson } from '../../kit/account-request-samples.ts';
import { openTestStore } from '../../kit/test-store.ts';

const company = aCompany();
let opened: Database;
beforeAll(async () => {
  opened = await openTestStore();
});
afterEach(() => vi.useRealTimers());
afterAll(() => opened.close());

/** Tells of a person as a webhook would. */
function told(store: Store, person: Person, changedAt: string, more: Partial<RecordChange> = {}) {
  return applyCrmChange(store, () => company, company.id, {
    ...{ entity: 'person', id: person.id, record: person, changedAt, mergedToId: null, source: 'pipedrive' },
    ...more,
  });
}

async function started(person: Person): Promise<string> {
  const { advanced } = await opened.db
    .transaction()
    .execute((store) => told(store, person, '2026-11-20T08:00:00.000Z'));
  return advanced[0]?.instanceId ?? '';
}

it('tells what is known once the request is ours, not what was known before', async () => {
  const person = aPerson({ id: 701, emails: ['ordre@mairie.example.org'] });
  const id = await started(person);
  let telling: Promise<unknown> = Promise.resolve();
  await opened.db.transaction().execute(async (store) => {
    await lockInstance(store, id);
    telling = opened.db
      .transaction()
      .execute((other) => told(other, { ...person, name: 'Ancien nom' }, '2026-11-20T09:00:00.000Z'));
    // Long enough for it to come as far as the lock, which nothing outside can see.
    await sleep(500);
    await keepCrmRecords(opened.db, company.id, [
      {
        entity: 'organization',
        id: 80,
        record: { id: 80, name: 'Mairie de Valmont', ownerId: null, updatedAt: null },
        deleted: false,
        changedAt: '2026-11-20T10:00:00.000Z',
      },
    ]);
  });
  await telling;
  const state = (await readInstance(opened.db, id))?.state;
  expect(state).toMatchObject({
    person: { name: 'Ancien nom' },
    organization: { name: 'Mairie de Valmont' },
  });
});

it('dates a request by the store’s clock, whatever this node’s says', async () => {
  const before = Date.now();
  vi.useFakeTimers({ toFake: ['Date'], now: new Date('2031-01-01T00:00:00Z') });
  const id = await started(aPerson({ id: 702, emails: ['heure@mairie.example.org'] }));
  vi.useRealTimers();
  const createdAt = (await readInstance(opened.db, id))?.createdAt.getTime() ?? 0;
  expect(Math.abs(createdAt - before)).toBeLessThan(60_000);
});

it.each([
  { what: 'the duplicate into the record of the request', from: 711, into: 710 },
  { what: 'the record of the request into the duplicate', from: 721, into: 722 },
  { what: 'the duplicate deleted', from: 731, into: null },
])('$what: one record is left', async ({ from, into }) => {
  const [own, duplicate] = into === 722 ? [721, 722] : [from - 1, from];
  const emails = [`fusion-${own}@mairie.example.org`];
  const id = await started(aPerson({ id: own, emails }));
  const tell = (personId: number, changedAt: string, more: Partial<RecordChange> = {}) =>
    opened.db
      .transaction()
      .execute((store) => told(store, aPerson({ id: personId, emails }), changedAt, more));
  await tell(duplicate, '2026-11-20T09:00:00.000Z', { source: 'sweep' });
  expect((await readInstance(opened.db, id))?.state).toMatchObject({ duplicates: [{ personId: duplicate }] });
  await tell(from, '2026-11-20T10:00:00.000Z', { record: null, mergedToId: into });
  expect((await readInstance(opened.db, id))?.state).toMatchObject({
    person: { id: from === own ? duplicate : own },
    duplicates: [],
  });
});
