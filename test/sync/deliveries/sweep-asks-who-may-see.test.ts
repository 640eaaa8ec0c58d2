import { afterAll, beforeAll, expect, it } from 'vitest';
import { updateDeal } from '../../../services/sandbox/src/pipedrive/acts.ts';
import { callsTo, quiet, reaches } from '../../kit/flow.ts';
import { eventually, startWorld, type World } from '../../kit/start-world.ts';

let world: World;
beforeAll(async () => {
  world = await startWorld({ environment: { SWEEP_SECONDS: '1' } });
  await quiet(world);
  world.sandbox.misbehaviour.add({ vendor: 'webhooks', kind: 'lost' });
});
afterAll(() => world.stop());

const asked = (dealId: number) => callsTo(world, 'GET', `/v1/deals/${dealId}/permittedUsers`);
const isListed = async (dealId: number) => (await world.list()).items.some((item) => item.dealId === dealId);

it('a request that no webhook told of is shown, until Pipedrive says who may see it; it is asked once', async () => {
  const [secret, open] = await Promise.all([world.form(), world.form()]);
  updateDeal(world.sandbox.standIn, 12, secret.dealId, { visible_to: 1 });
  const { id } = await world.requestOf(open.dealId);
  await reaches(world, id, 'pending');
  await eventually(() => asked(secret.dealId).length > 0 && asked(open.dealId).length > 0);
  await eventually(async () => !(await isListed(secret.dealId)));
  // Two more sweeps: what is known is not asked again.
  await new Promise((resolve) => setTimeout(resolve, 2_200));
  expect([asked(secret.dealId).length, asked(open.dealId).length]).toEqual([1, 1]);
  expect(await isListed(open.dealId)).toBe(true);
});

it('Pipedrive that does not say it keeps no request from being shown, and is asked again', async () => {
  const rule = world.sandbox.misbehaviour.add({
    vendor: 'pipedrive',
    kind: '500',
    match: { pathPrefix: '/v1/deals/' },
  });
  const { dealId } = await world.form();
  updateDeal(world.sandbox.standIn, 12, dealId, { visible_to: 1 });
  await eventually(() => asked(dealId).length > 0);
  expect(await isListed(dealId)).toBe(true);
  world.sandbox.misbehaviour.remove(rule.id);
  await eventually(async () => !(await isListed(dealId)));
});
