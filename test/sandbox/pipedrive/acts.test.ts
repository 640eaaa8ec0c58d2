import { afterEach, beforeEach, expect, it } from 'vitest';
import * as acts from '../../../services/sandbox/src/pipedrive/acts.ts';
import { Refusal } from '../../../services/sandbox/src/pipedrive/refusal.ts';
import { type Pipedrive, type Receiver, startPipedrive, startReceiver } from './harness.ts';

let receiver: Receiver;
let pipedrive: Pipedrive;

beforeEach(async () => {
  receiver = await startReceiver();
  pipedrive = await startPipedrive({ serviceUrl: receiver.url });
});
afterEach(async () => {
  await pipedrive.stop();
  await receiver.close();
});

it('creates as a person would: owned by that user, told as app by that user', async () => {
  const { standIn } = pipedrive;
  const organization = acts.createOrganization(standIn, 22, { name: 'Commune neuve' });
  const person = acts.createPerson(standIn, 22, { name: 'Élue', org_id: organization.id, owner_id: 11 });
  const deal = acts.createDeal(standIn, 22, { title: 'Neuve', person_id: person.id, stage_id: 3 });
  const note = acts.createNote(standIn, 22, { content: 'Vu au salon', deal_id: deal.id });
  expect(organization.owner_id).toBe(22);
  expect(person.owner_id).toBe(11);
  expect(deal).toMatchObject({ owner_id: 22, pipeline_id: 2, origin: 'ManuallyCreated' });
  expect(note.user_id).toBe(22);
  const metas = (await receiver.until(4)).map((each) => each.body.meta);
  expect(metas.map((meta) => meta.entity).toSorted()).toEqual(['deal', 'note', 'organization', 'person']);
  for (const meta of metas) expect(meta).toMatchObject({ change_source: 'app', user_id: '22' });
});

it('changes, joins, merges and deletes', async () => {
  const { standIn, memory } = pipedrive;
  acts.updateOrganization(standIn, 21, 1, { name: 'Mairie renommée' });
  acts.addDealParticipant(standIn, 21, 1, 2);
  acts.mergeDeals(standIn, 21, 2, 1);
  acts.mergePersons(standIn, 21, 2, 1);
  acts.deleteOrganization(standIn, 21, 2);
  expect(memory.organizations).toMatchObject([{ name: 'Mairie renommée' }, { is_deleted: true }]);
  expect(memory.deals).toMatchObject([{ is_deleted: false }, { is_deleted: true }]);
  expect(memory.persons).toMatchObject([{ is_deleted: false }, { is_deleted: true }]);
  expect(memory.participants.map((row) => [row.deal_id, row.person_id])).toEqual([[1, 1]]);
  expect(await receiver.until(6)).toHaveLength(6);
});

it('refuses what REST refuses', () => {
  expect(() => acts.updateDeal(pipedrive.standIn, 21, 99, { title: 'x' })).toThrow(Refusal);
  expect(() => acts.updateDeal(pipedrive.standIn, 21, 1, { owner_id: 24 })).toThrow(Refusal);
  expect(() => acts.deletePerson(pipedrive.standIn, 21, 99)).toThrow(Refusal);
});
