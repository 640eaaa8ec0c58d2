import { randomUUID } from 'node:crypto';
import { expect, it } from 'vitest';
import type { NewSuspect } from '#core/conversion-events.ts';
import { startInstance } from '#sync/engine/advance.ts';
import { aCompany, anOrganization, formRobot } from '../../../kit/account-request-samples.ts';
import { aClient, aSuspectsDeal, crmOn, following } from '../../../kit/conversion-store.ts';
import { storeStage } from '../../../kit/test-store.ts';

const stage = storeStage();
const crm = crmOn(stage);

it('follows an open deal of a colleague in the pipeline of suspects, once', async () => {
  await crm.person(aClient({ id: 1, organizationId: 81 }));
  await crm.organization({ ...anOrganization, id: 81 });
  const deal = aSuspectsDeal({ id: 10, personId: 1, organizationId: 81 });
  await crm.deal(deal);
  await crm.deal({ ...deal, title: 'Autre titre' });
  expect(await crm.conversionsOf(10)).toMatchObject([
    {
      step: 'identified',
      dealId: 10,
      title: 'Autre titre',
      person: { id: 1, emails: ['camille@mairie.example.org'] },
      organization: { id: 81, name: 'Mairie d’Exemple' },
      place: { pipelineId: 2, stageId: 3, status: 'open', ownerId: 21 },
    },
  ]);
});

it.each([
  ['that a robot owner holds', { ownerId: formRobot }],
  ['that nobody holds', { ownerId: null }],
  ['of another pipeline', { pipelineId: 1, stageId: 1 }],
  ['that is won', { status: 'won' as const }],
])('follows no deal %s', async (_what, changed) => {
  const id = 20;
  await crm.deal(aSuspectsDeal({ id, personId: 2, organizationId: null, ...changed }));
  expect(await crm.conversionsOf(id)).toEqual([]);
});

it('follows nothing where the settings do not say so', async () => {
  const off = crmOn(stage, { ...aCompany(), id: '2002' });
  await off.deal(aSuspectsDeal({ id: 30, personId: 3 }));
  expect(await off.conversionsOf(30)).toEqual([]);
});

it('begins with a deal that is given to a colleague, or put into the pipeline', async () => {
  await crm.deal(aSuspectsDeal({ id: 40, personId: 4, ownerId: formRobot }));
  await crm.deal(aSuspectsDeal({ id: 40, personId: 4 }));
  await crm.deal(aSuspectsDeal({ id: 41, personId: 4, pipelineId: 1, stageId: 1 }));
  await crm.deal(aSuspectsDeal({ id: 41, personId: 4 }));
  expect(await crm.conversionOf(40)).toMatchObject({ step: 'identified' });
  expect(await crm.conversionOf(41)).toMatchObject({ step: 'identified' });
});

it('learns who the client is when their deal was told before them', async () => {
  await crm.deal(aSuspectsDeal({ id: 50, personId: 5, organizationId: 85 }));
  expect(await crm.conversionOf(50)).toMatchObject({ person: null, organization: { id: 85, name: '' } });
  await crm.person(aClient({ id: 5, name: 'Dominique Exemple', emails: ['d@mairie.example.org'] }));
  await crm.organization({ ...anOrganization, id: 85, name: 'Mairie de Valmont' });
  expect(await crm.conversionOf(50)).toMatchObject({
    person: { id: 5, name: 'Dominique Exemple', emails: ['d@mairie.example.org'] },
    organization: { id: 85, name: 'Mairie de Valmont' },
  });
});

it('begins with the person whose open deal was kept without being told', async () => {
  const deal = aSuspectsDeal({ id: 60, personId: 6 });
  await crm.deal({ ...deal, ownerId: null });
  await stage.db
    .updateTable('crm_records')
    .set({ record: JSON.stringify(deal) })
    .where('entity', '=', 'deal')
    .where('id', '=', 60)
    .execute();
  await crm.person(aClient({ id: 6 }));
  expect(await crm.conversionOf(60)).toMatchObject({ person: { id: 6 } });
});

it('hears that a deal was lost, opened again, and deleted, and who did it', async () => {
  const deal = aSuspectsDeal({ id: 70, personId: 7 });
  await crm.deal(deal);
  await crm.deal({ ...deal, status: 'lost' }, { byStaffId: 22 });
  const lost = await crm.conversionOf(70);
  expect(lost).toMatchObject({ step: 'ended', endedBecause: 'lost', place: { status: 'lost' } });
  const line = await stage.db
    .selectFrom('journal')
    .select(['reason', 'event'])
    .where('instance_id', '=', lost?.id ?? '')
    .orderBy('revision', 'desc')
    .executeTakeFirstOrThrow();
  expect(line.reason).toMatchObject({ key: 'deal-lost', values: { by: 'Responsable commercial' } });
  await crm.deal(deal);
  expect(await crm.conversionOf(70)).toMatchObject({ step: 'identified', endedBecause: null });
  await crm.deal(deal, { record: null });
  expect(await crm.conversionOf(70)).toMatchObject({ step: 'ended', endedBecause: 'deleted' });
});

it('hears that its deal disappeared into another one, which is followed by a conversion of its own', async () => {
  const [gone, left] = [aSuspectsDeal({ id: 80, personId: 8 }), aSuspectsDeal({ id: 81, personId: 8 })];
  await crm.deal(gone);
  await crm.deal(left);
  await crm.deal(gone, { record: null, mergedToId: 81 });
  expect(await crm.conversionOf(80)).toMatchObject({ step: 'ended', endedBecause: 'merged' });
  expect(await crm.conversionOf(81)).toMatchObject({ step: 'identified' });
});

it('goes on with the person another one was merged into', async () => {
  const [gone, left] = [aClient({ id: 85 }), aClient({ id: 86, name: 'Dominique Exemple' })];
  await crm.person(gone);
  await crm.person(left);
  await crm.deal(aSuspectsDeal({ id: 850, personId: 85 }));
  await crm.person(gone, { record: null, mergedToId: 86 });
  expect(await crm.conversionOf(850)).toMatchObject({ step: 'identified', person: { id: 85 } });
  await crm.deal(aSuspectsDeal({ id: 850, personId: 86 }));
  expect(await crm.conversionOf(850)).toMatchObject({ person: { id: 86, name: 'Dominique Exemple' } });
});

const by = { staffId: 21, name: 'Équipe vente', email: null, surface: 'pipedrive' as const };

async function entered(suspect: Partial<NewSuspect>): Promise<string> {
  const whole: NewSuspect = {
    organization: { id: null, name: 'Mairie neuve' },
    person: { id: null, name: 'Sacha Exemple', email: null, phone: null },
    ...{ siren: null, channel: 'call', ownerId: 21 },
    ...suspect,
  };
  const event = { type: 'suspect-requested' as const, by, suspect: whole };
  const start = { company: following.id, process: 'customer-conversion' as const, event, now: new Date() };
  return (await startInstance(stage.db, () => following, start)).instanceId;
}

it('takes the echo of a deal that is just being made for nobody else’s', async () => {
  await entered({});
  await crm.person(aClient({ id: 9, name: 'Sacha Exemple', emails: [] }));
  await crm.deal(aSuspectsDeal({ id: 90, personId: 9, title: 'Mairie neuve' }));
  expect(await crm.conversionsOf(90)).toEqual([]);
  // Somebody else’s deal has another title, or another person.
  await crm.person(aClient({ id: 99, name: 'Autre personne', emails: ['autre@mairie.example.org'] }));
  await crm.deal(aSuspectsDeal({ id: 91, personId: 99, title: 'Mairie neuve' }));
  expect(await crm.conversionsOf(91)).toHaveLength(1);
});

it('begins once when two nodes are told of a deal at the same moment', async () => {
  const deal = aSuspectsDeal({ id: 95, personId: null, organizationId: null, title: randomUUID() });
  await Promise.all([crm.deal(deal), crm.deal(deal), crm.deal(deal)]);
  expect(await crm.conversionsOf(95)).toHaveLength(1);
});
