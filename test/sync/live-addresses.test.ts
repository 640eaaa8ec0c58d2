import { randomBytes } from 'node:crypto';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { checkNow, doctorOf, found } from '../kit/doctor-looks.ts';
import {
  control,
  enteredInNew,
  newAdmin,
  newCompany,
  requestInNew,
  startInstalled,
  webhooksInNew,
} from '../kit/installing.ts';
import { eventually, type World } from '../kit/start-world.ts';

const companyId = String(newAdmin.companyId);
let world: World;
beforeAll(async () => {
  // The second node is reached at another address: nobody told them the same PUBLIC_URL.
  world = await startInstalled(randomBytes(32).toString('base64'));
});
afterAll(() => world.stop());

/** Where the webhooks of the new company call. */
const called = () =>
  newCompany(world)
    .memory.subscriptions.filter(({ of_app }) => of_app)
    .map(({ id, subscription_url: url }) => ({ id, url }));
const addressOf = (node: number) => `${world.nodes[node]?.url}/webhooks/pipedrive`;
const look = async (node: number) => (await checkNow(world, [companyId], node))[0];
/** A request that only a webhook can tell of so soon. */
const isHeard = async (email: string) => {
  const { dealId } = enteredInNew(world, email);
  await requestInNew(world, dealId, 'pending');
};

it('nodes with different PUBLIC_URLs leave the webhooks where they are, and each says who must act', async () => {
  const before = await webhooksInNew(world).then(called);
  expect(new Set(before.map(({ url }) => url)).size).toBe(1);
  for (const node of [1, 0, 1, 0]) {
    const said = found(await look(node), 'service', /^Adresses des nœuds/);
    expect(said).toMatchObject({ state: 'wrong', who: 'operator' });
    for (const { url } of world.nodes) expect(said?.detail).toContain(url);
    expect(said?.fix).toContain('le même PUBLIC_URL sur chaque nœud');
    expect(called()).toEqual(before);
  }
  await isHeard('deux-adresses@nouvelle.example.org');
});

it('one that is lost is made again for the address of the others, whichever node finds out', async () => {
  const [lost, ...others] = called();
  for (const node of [0, 1]) {
    const [first] = called();
    await control(world, 'DELETE', `/companies/${companyId}/webhooks/${first?.id}`);
    await look(node);
    expect(called().map(({ url }) => url)).toEqual(Array(4).fill(lost?.url));
  }
  expect(others).toHaveLength(3);
  await isHeard('refait@nouvelle.example.org');
});

it('a PUBLIC_URL that was changed is followed once no node is alive at the former one', async () => {
  const stays = called()[0]?.url === addressOf(0) ? 1 : 0;
  const [gone] = world.nodes.splice(1 - stays, 1);
  await gone?.stop();
  const kept = await eventually(async () => {
    const seen = await look(0);
    return found(seen, 'service', /^Adresses des nœuds/) === undefined && { seen };
  });
  expect(found(kept.seen, 'webhooks', /./)).toBeUndefined();
  expect(called().map(({ url }) => url)).toEqual(Array(4).fill(addressOf(0)));
  expect(found(await doctorOf(world, newAdmin), 'service', /Addresses of the nodes/)).toBeUndefined();
  await isHeard('adresse-changee@nouvelle.example.org');
});
