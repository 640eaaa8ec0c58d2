import { afterAll, beforeAll, expect, it } from 'vitest';
import type { Deal } from '#core/model/deal.ts';
import type { Person } from '#core/model/person.ts';
import { keepStrangers, type ToldChange } from '#sync/deliveries/keep-strangers.ts';
import { subjectOf } from '#sync/deliveries/subject.ts';
import { readCrmRecord } from '#sync/store/crm-records.ts';
import type { Database } from '#sync/store/database.ts';
import { addLink } from '#sync/store/links.ts';
import { aCompany, aDeal, aPerson } from '../../kit/account-request-samples.ts';
import { aSuspectsDeal, following } from '../../kit/conversion-store.ts';
import { writtenInstance } from '../../kit/store-rows.ts';
import { openTestStore } from '../../kit/test-store.ts';

const company = aCompany();
const robot = 12;
const colleague = 21;
let opened: Database;
let nextId = 0;
beforeAll(async () => {
  opened = await openTestStore();
});
afterAll(() => opened.close());

function told(personId: number | null, change: Partial<ToldChange['change']>): ToldChange {
  const id = ++nextId;
  return {
    id,
    company: company.id,
    subject: subjectOf(company.id, personId, `other:${id}`),
    change: {
      entity: 'person',
      id: 0,
      record: null,
      changedAt: '2026-11-20T08:00:00.000Z',
      mergedToId: null,
      source: 'pipedrive',
      ...change,
    },
  };
}
const ofPerson = (person: Person, change: Partial<ToldChange['change']> = {}) =>
  told(person.id, { entity: 'person', id: person.id, record: person, ...change });
const ofDeal = (deal: Deal) => told(deal.personId, { entity: 'deal', id: deal.id, record: deal });
const keep = (...lot: ToldChange[]) => keepStrangers(opened.db, () => company, lot);
const known = async (entity: 'person' | 'deal', id: number) =>
  (await readCrmRecord(opened.db, company.id, entity, id))?.record;

it('keeps what changes about strangers, of several states the newest', async () => {
  const person = aPerson({ id: 1, ownerId: colleague });
  const lot = [
    ofPerson({ ...person, name: 'newer' }, { changedAt: '2026-11-20T08:00:05.000Z' }),
    ofPerson({ ...person, name: 'older' }),
    ofDeal(aDeal({ id: 10, personId: 1, ownerId: colleague })),
  ];
  expect(await keep(...lot)).toEqual(lot.map(({ id }) => id));
  expect(await known('person', 1)).toMatchObject({ name: 'newer' });
  expect(await known('deal', 10)).toMatchObject({ personId: 1 });
});

it('leaves everything of a person who is, or becomes, the robot’s', async () => {
  const before = ofPerson(aPerson({ id: 2, ownerId: colleague }));
  const after = ofPerson(aPerson({ id: 2, ownerId: robot }));
  const deal = ofDeal(aDeal({ id: 20, personId: 2 }));
  expect(await keep(before, deal, after)).toEqual([]);
  expect(await known('person', 2)).toBeUndefined();
});

it('leaves the deals of a person known as the robot’s, or of a request', async () => {
  await opened.db
    .insertInto('crm_records')
    .values({
      company: company.id,
      entity: 'person',
      id: 3,
      record: JSON.stringify(aPerson({ id: 3, ownerId: robot })),
      deleted: false,
      person_id: null,
      organization_id: null,
      changed_at: new Date(),
    })
    .execute();
  const instanceId = crypto.randomUUID();
  await opened.db
    .insertInto('instances')
    .values({
      id: instanceId,
      company: company.id,
      process: 'account-request',
      version: 1,
      revision: 1,
      step: 'pending',
      state: '{}',
      search: '',
      created_at: new Date(),
      updated_at: new Date(),
    } as never)
    .execute();
  await addLink(opened.db, { company: company.id, kind: 'person', value: '4', instanceId });
  const lot = [
    ofDeal(aDeal({ id: 30, personId: 3 })),
    ofDeal(aDeal({ id: 40, personId: 4 })),
    ofPerson(aPerson({ id: 4, ownerId: colleague })),
  ];
  expect(await keep(...lot)).toEqual([]);
});

it('leaves a deletion, a merge, and a deal that was another person’s', async () => {
  await keep(ofDeal(aDeal({ id: 50, personId: 5, ownerId: colleague })));
  const person = aPerson({ id: 6, ownerId: colleague });
  expect(await keep(ofPerson(person, { mergedToId: 7 }))).toEqual([]);
  expect(await keep(ofPerson(person, { record: null }))).toEqual([]);
  expect(await keep(ofDeal(aDeal({ id: 50, personId: 6, ownerId: colleague })))).toEqual([]);
  expect(await known('deal', 50)).toMatchObject({ personId: 5 });
});

it('leaves the deals of the pipeline of suspects, and who is followed as a client, where that is switched on', async () => {
  const keepFollowing = (...lot: ToldChange[]) => keepStrangers(opened.db, () => following, lot);
  const suspects = ofDeal(aSuspectsDeal({ id: 800, personId: 80 }));
  expect(await keepFollowing(suspects)).toEqual([]);
  expect(await keep(suspects)).toEqual([suspects.id]);
  const instanceId = await writtenInstance(opened.db, {});
  const linked = async (kind: string, value: string) => {
    await addLink(opened.db, { company: company.id, kind, value, instanceId });
  };
  // A deal that was told before its person, one that left the pipeline, and a person who is known.
  await linked('conversion-deal', '800');
  await linked('conversion-deal', '810');
  await linked('conversion-person', '82');
  const colleagues = [
    ofPerson(aPerson({ id: 80, ownerId: colleague })),
    ofDeal(aDeal({ id: 810, personId: 81, ownerId: colleague })),
    ofPerson(aPerson({ id: 82, ownerId: colleague })),
  ];
  expect(await keepFollowing(...colleagues)).toEqual([]);
  const stranger = ofPerson(aPerson({ id: 83, ownerId: colleague }));
  expect(await keepFollowing(stranger)).toEqual([stranger.id]);
});
