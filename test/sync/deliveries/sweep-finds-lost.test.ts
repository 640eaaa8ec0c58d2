import { afterAll, beforeAll, expect, it } from 'vitest';
import { deletePerson, updateDeal, updatePerson } from '../../../services/sandbox/src/pipedrive/acts.ts';
import { callsTo, mailsTo, quiet, reaches } from '../../kit/flow.ts';
import { eventually, startWorld, type World } from '../../kit/start-world.ts';

let world: World;
beforeAll(async () => {
  world = await startWorld({ environment: { SWEEP_SECONDS: '1' } });
  await quiet(world);
  world.sandbox.misbehaviour.add({ vendor: 'webhooks', kind: 'lost' });
});
afterAll(() => world.stop());

it('finds a request none of whose webhooks arrived: one account, one mail, one move', async () => {
  const { dealId, email } = await world.form();
  const { id } = await world.requestOf(dealId);
  const pending = await reaches(world, id, 'pending');
  expect(pending.dealId).toBe(dealId);
  await world.command({ type: 'accept-request', requestId: id });
  await reaches(world, id, 'accepted');
  // Two more sweeps see the person and the deal in their new places.
  await new Promise((resolve) => setTimeout(resolve, 2_200));
  expect(await world.request(id)).toMatchObject({ step: 'accepted' });
  expect((await world.list(`?q=${encodeURIComponent(email)}`)).items).toHaveLength(1);
  expect(world.sandbox.accounts.accounts.filter(({ userName }) => userName === email)).toHaveLength(1);
  expect(mailsTo(world, email)).toHaveLength(1);
  expect(callsTo(world, 'PATCH', `/api/v2/deals/${dealId}`)).toHaveLength(1);
});

it('names the organization that no webhook told', async () => {
  const { dealId } = await world.form({ organization: 'Syndicat mixte' });
  const { id } = await world.requestOf(dealId);
  await eventually(async () => (await world.request(id)).organization?.name === 'Syndicat mixte');
});

it('finds what colleagues did: a person taken over, one deleted, a deal closed', async () => {
  const [taken, deleted, closed] = await Promise.all([world.form(), world.form(), world.form()]);
  const requests = await Promise.all(
    [taken, deleted, closed].map(async ({ dealId }) => (await world.requestOf(dealId)).id),
  );
  const { standIn } = world.sandbox;
  updatePerson(standIn, 21, taken.personId, { owner_id: 21 });
  deletePerson(standIn, 21, deleted.personId);
  updateDeal(standIn, 21, closed.dealId, { status: 'won' });
  const [a = '', b = '', c = ''] = requests;
  await reaches(world, a, 'withdrawn');
  await reaches(world, b, 'withdrawn');
  await eventually(async () => (await world.request(c)).dealId === null);
});

it('finds a person again who was invisible for a while, with nothing changed meanwhile', async () => {
  const { dealId, personId } = await world.form();
  const { id } = await world.requestOf(dealId);
  await reaches(world, id, 'pending');
  const { persons } = world.sandbox.pipedrive;
  const hidden = persons.splice(
    persons.findIndex((person) => person.id === personId),
    1,
  );
  await reaches(world, id, 'withdrawn');
  persons.push(...hidden);
  expect(await reaches(world, id, 'pending')).toMatchObject({ person: { id: personId } });
});
