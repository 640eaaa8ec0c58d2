import { sql } from 'kysely';
import { expect, it } from 'vitest';
import type { Deal } from '#core/model/deal.ts';
import type { Person } from '#core/model/person.ts';
import { linkedInstances } from '#sync/store/links.ts';
import { aPerson, formRobot } from '../../../kit/account-request-samples.ts';
import { aClient, aSuspectsDeal, crmOn, following, nextInstant } from '../../../kit/conversion-store.ts';
import { effectSamples } from '../../../kit/effect-samples.ts';
import { storeStage } from '../../../kit/test-store.ts';

const stage = storeStage();
const crm = crmOn(stage);
const account = { id: 'acc-1', state: 'invited', email: 'camille@mairie.example.org', created: true };

const attaching = {
  ...{
    type: 'accept',
    number: 1,
    by: { staffId: 21, name: 'Équipe vente', email: null, surface: 'pipedrive' },
  },
  ...{ confirmedBy: null, at: '2026-11-20T09:00:00Z', undoUntil: null, stepBefore: 'pending' },
  ...{ proposalBefore: null, outstanding: [], doneCount: 1, failed: [], target: null, attachToDealId: 60 },
};

/** A request of a person, accepted: its account is there, and its deal is with a colleague. */
async function accepted(person: Person, deal: Deal): Promise<string> {
  await crm.person({ ...person, ownerId: formRobot });
  await crm.deal({ ...deal, ownerId: formRobot, pipelineId: 1, stageId: 1 });
  const [request] = await linkedInstances(stage.db, following.id, 'person', [String(person.id)]);
  await decided(request?.id ?? '', { step: 'accepted', dealId: deal.id, account });
  await crm.deal(deal);
  return request?.id ?? '';
}

async function decided(id: string, changed: Record<string, unknown>): Promise<void> {
  const step = String(changed.step);
  await sql`
    update instances set step = ${step}, state = state || ${JSON.stringify(changed)}::jsonb
    where id = ${id}`.execute(stage.db);
  await sql`insert into links (company, kind, value, instance_id)
    values (${following.id}, 'deal', ${String(changed.dealId)}, ${id}) on conflict do nothing`.execute(
    stage.db,
  );
}

async function suspectOf(deal: Deal, person: Person): Promise<void> {
  await crm.person(person);
  await crm.deal(deal);
  expect(await crm.conversionOf(deal.id)).toMatchObject({ step: 'identified', account: null });
}

it('DS-06: a deal of an accepted request in the pipeline begins with its account', async () => {
  const requestId = await accepted(aPerson({ id: 1 }), aSuspectsDeal({ id: 10, personId: 1, stageId: 5 }));
  expect(await crm.conversionsOf(10)).toMatchObject([
    { step: 'account-created', requestId, account: { id: 'acc-1', lastSignInAt: null, usesCount: null } },
  ]);
});

it.each([
  ['person', { emails: ['autre@mairie.example.org'], organizationId: 82 }, 2],
  ['address', { id: 31, organizationId: 83 }, 3],
  ['organization', { id: 41, emails: ['tiers@mairie.example.org'] }, 4],
])('DS-24: an accepted request of the same %s joins the suspect’s deal', async (_what, changed, id) => {
  const organizationId = 80 + id;
  const own = { id, emails: [`c${id}@mairie.example.org`], organizationId };
  const suspect = aSuspectsDeal({ id: id * 10, personId: id, organizationId });
  await suspectOf(suspect, aClient(own));
  const person = aPerson({ ...own, ...changed });
  const deal = aSuspectsDeal({
    ...{ id: id * 10 + 1, personId: person.id, title: 'Demande' },
    organizationId: person.organizationId,
    stageId: 5,
  });
  const requestId = await accepted(person, deal);
  expect(await crm.conversionOf(suspect.id)).toMatchObject({
    step: 'account-created',
    requestId,
    dealId: suspect.id,
  });
  // Its own deal goes: whatever is heard of it meanwhile begins nothing.
  await crm.deal({ ...deal, title: 'Encore' });
  expect(await crm.conversionsOf(deal.id)).toEqual([]);
});

it('joins also from another pipeline', async () => {
  const suspect = aSuspectsDeal({ id: 50, personId: 5, organizationId: null });
  await suspectOf(suspect, aClient({ id: 5, emails: ['c5@mairie.example.org'], organizationId: null }));
  const person = aPerson({ id: 5, emails: ['c5@mairie.example.org'], organizationId: null });
  const deal = aSuspectsDeal({ id: 51, personId: 5, organizationId: null, pipelineId: 1, stageId: 2 });
  await accepted(person, deal);
  expect(await crm.conversionOf(50)).toMatchObject({ step: 'account-created' });
});

it('DS-25: an accepted request attached to the suspect’s own deal is heard of with its person', async () => {
  const suspect = aSuspectsDeal({ id: 60, personId: 6, organizationId: 86 });
  await suspectOf(suspect, aClient({ id: 6, emails: ['c6@mairie.example.org'], organizationId: 86 }));
  const requester = aPerson({ id: 61, emails: ['d6@mairie.example.org'], organizationId: 87 });
  await crm.person(requester);
  const [request] = await linkedInstances(stage.db, following.id, 'person', ['61']);
  await decided(request?.id ?? '', { step: 'accepting', dealId: 60, account, decision: attaching });
  // Our own hand gives the person to the owner: its webhook is all that comes.
  await crm.person({ ...requester, ownerId: 21, updatedAt: nextInstant() });
  expect(await crm.conversionOf(60)).toMatchObject({ step: 'account-created', requestId: request?.id });
});

it('joins nobody with a deal that its decision does not place: persons were merged meanwhile', async () => {
  const placed = aSuspectsDeal({ id: 90, personId: 9, organizationId: null });
  await suspectOf(placed, aClient({ id: 9, emails: ['c9@mairie.example.org'], organizationId: null }));
  const person = aPerson({ id: 9, emails: ['c9@mairie.example.org'], organizationId: null });
  const other = aSuspectsDeal({ id: 91, personId: 9, organizationId: null, pipelineId: 1, stageId: 2 });
  await crm.person({ ...person, ownerId: formRobot });
  await crm.deal({ ...other, ownerId: formRobot, pipelineId: 1, stageId: 1 });
  const [request] = await linkedInstances(stage.db, following.id, 'person', ['9']);
  const decision = { ...attaching, attachToDealId: null };
  await decided(request?.id ?? '', { step: 'accepting', dealId: 91, account, decision });
  const payload = JSON.stringify({ ...effectSamples['ensure-deal-placed'].effect, dealId: 90 });
  await sql`insert into effects (id, instance_id, decision, key, kind, payload, state, due_at)
    values (gen_random_uuid(), ${request?.id}, 1, '1/ensure-deal-placed', 'ensure-deal-placed', ${payload}::jsonb, 'running', now())`.execute(
    stage.db,
  );
  await crm.deal({ ...other, updatedAt: nextInstant() });
  expect(await crm.conversionOf(90)).toMatchObject({ step: 'identified', requestId: null });
});

it('joins nobody who went on from being a suspect while it was looked for', async () => {
  const suspect = aSuspectsDeal({ id: 70, personId: 7, organizationId: null });
  await suspectOf(suspect, aClient({ id: 7, emails: ['c7@mairie.example.org'], organizationId: null }));
  const person = aPerson({ id: 7, emails: ['c7@mairie.example.org'], organizationId: null });
  const deal = aSuspectsDeal({ id: 71, personId: 7, organizationId: null, pipelineId: 1, stageId: 2 });
  await crm.person({ ...person, ownerId: formRobot });
  await crm.deal({ ...deal, ownerId: formRobot, pipelineId: 1, stageId: 1 });
  const [request] = await linkedInstances(stage.db, following.id, 'person', ['7']);
  await decided(request?.id ?? '', { step: 'accepted', dealId: 71, account });
  const [row] = await linkedInstances(stage.db, following.id, 'conversion-deal', ['70']);
  const moving = stage.db.transaction().execute(async (store) => {
    await sql`update instances set step = 'testing', state = state || '{"step": "testing"}'::jsonb
      where id = ${row?.id ?? ''}`.execute(store);
    await sql`select pg_sleep(1)`.execute(store);
  });
  await Promise.all([moving, crm.deal(deal)]);
  expect(await crm.conversionOf(70)).toMatchObject({ step: 'testing', requestId: null });
});
