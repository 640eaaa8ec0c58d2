import { afterAll, beforeAll, expect, it } from 'vitest';
import { checkNow, doctorOf, found } from '../kit/doctor-looks.ts';
import { quiet } from '../kit/flow.ts';
import {
  acceptInNew,
  control,
  enteredInNew,
  install,
  newAdmin,
  newCompany,
  newSettings,
  requestInNew,
  saveSettings,
  webhooksInNew,
} from '../kit/installing.ts';
import { eventually, startWorld, type World } from '../kit/start-world.ts';

/** One for the node and whoever looks beside it, as in production. */
const key = Buffer.alloc(32, 7).toString('base64');

let world: World;
beforeAll(async () => {
  world = await startWorld({ environment: { SWEEP_SECONDS: '2', ENCRYPTION_KEY: key } });
  await quiet(world);
  await install(world);
  await webhooksInNew(world);
  expect((await saveSettings(world, newSettings)).status).toBe(200);
});
afterAll(() => world.stop());

it('without a webhook: said, and repaired by the next sweep, which finds what came meanwhile', async () => {
  const [removed] = await webhooksInNew(world);
  // The look that follows an installation may still be on its way, and repairs what it finds.
  const finding = await eventually(async () => {
    for (const { id } of newCompany(world).memory.subscriptions.filter(({ of_app }) => of_app))
      await control(world, 'DELETE', `/companies/7002/webhooks/${id}`);
    const told = found(await doctorOf(world, newAdmin), 'webhooks', /deals/);
    return told?.state === 'wrong' && told;
  });
  expect(finding).toMatchObject({ who: 'admin', fix: expect.stringContaining('provision') });
  const { dealId } = enteredInNew(world, 'sans-webhook@example.org');
  await requestInNew(world, dealId, 'pending', 10_000);

  const again = await webhooksInNew(world);
  const [kept] = await checkNow(world, ['7002']);
  expect(found(kept, 'webhooks', /./)).toBeUndefined();
  expect(again.map(({ id }) => id)).not.toContain(removed?.id);
  expect(found(await doctorOf(world, newAdmin), 'webhooks', /deals/)?.state).toBe('ok');
});

it('without a scope: the work waits and says so, the doctor lists it, and installing again ends it', async () => {
  const { dealId } = enteredInNew(world, 'sans-droit@example.org');
  const { id } = await requestInNew(world, dealId, 'pending');
  await control(world, 'DELETE', '/companies/7002/scopes/deals:full');
  await acceptInNew(world, id);
  const waiting = await eventually(async () => {
    const request = await requestInNew(world, dealId, 'accepting');
    return request.effects.find(({ state }) => state === 'retrying');
  });
  expect(waiting.problem).toMatchObject({
    word: 'sign-in-again',
    title: 'Passerelle lacks a permission in Pipedrive',
  });
  await control(world, 'POST', '/companies/7002/expire-access-tokens');
  const check = await eventually(async () => {
    const scopes = found(await doctorOf(world, newAdmin), 'pipedrive', /Scopes/);
    return scopes?.state === 'wrong' && scopes;
  });
  expect(check).toMatchObject({ detail: expect.stringContaining('deals:full'), who: 'operator' });
  expect(check.fix).toMatch(/Developer Hub.*install the app again/);

  await control(world, 'POST', '/companies/7002/scopes/deals:full');
  await install(world);
  await requestInNew(world, dealId, 'accepted', 15_000);
});
