import { randomBytes } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createSeal } from '#sync/sealed.ts';
import { inStore } from '../../kit/flow.ts';
import {
  acceptInNew,
  callAs,
  enteredInNew,
  install,
  live,
  newAdmin,
  newCompany,
  requestInNew,
  startInstalled,
  storedCompany,
} from '../../kit/installing.ts';
import { eventually, type World } from '../../kit/start-world.ts';

const newKey = () => randomBytes(32).toString('base64');
const firstKey = newKey();
let world: World;
beforeAll(async () => {
  world = await startInstalled(firstKey);
});
afterAll(() => world.stop());

describe('a new ENCRYPTION_KEY', () => {
  const secondKey = newKey();
  const restarted = async (keys: string) => {
    const { port } = new URL(world.nodes[0]?.url ?? '');
    await Promise.all(world.nodes.splice(0).map((node) => node.stop()));
    world.sandbox.setServiceUrl((await world.addNode({ ENCRYPTION_KEY: keys, PORT: port })).url);
  };
  const sealedBy = async () => {
    const rows = await inStore<{ key: string }>(
      world,
      `select distinct split_part(sealed, '.', 1) as key from (
        select access_token as sealed from pipedrive_tokens union all
        select refresh_token from pipedrive_tokens union all select password from webhook_subscriptions) as all_of_it`,
    );
    return rows.map(({ key }) => key);
  };
  const nameOf = (key: string) =>
    createSeal([Buffer.from(key, 'base64')])
      .seal('', '')
      .split('.')[0];
  /** A webhook of the new company that was made before, as Pipedrive sends it. */
  const heard = async () => {
    const subscription = newCompany(world).memory.subscriptions.find((each) => each.of_app);
    const { http_auth_user: user, http_auth_password: password } = subscription ?? {};
    const response = await fetch(`${world.nodes[0]?.url}/webhooks/pipedrive`, {
      method: 'POST',
      headers: { authorization: `Basic ${Buffer.from(`${user}:${password}`).toString('base64')}` },
      body: '{}',
    });
    return response.status;
  };

  it('opens what the old one sealed, and seals it anew', async () => {
    expect(await sealedBy()).toEqual([nameOf(firstKey)]);
    await restarted(`${secondKey},${firstKey}`);
    expect(await heard()).toBe(400);
    expect((await live(world)).status).toBe(200);
    await eventually(async () => (await sealedBy()).join() === nameOf(secondKey));
    expect(await heard()).toBe(400);
  });

  it('is enough alone after that', async () => {
    await restarted(secondKey);
    expect((await live(world)).status).toBe(200);
    expect(await heard()).toBe(400);
  });

  it('without the old one says what is missing, keeps everything, and is mended by installing again', async () => {
    const { dealId } = enteredInNew(world, 'cle@nouvelle.example.org');
    const pending = await requestInNew(world, dealId, 'pending');
    await restarted(newKey());
    const { status, body } = await live(world);
    expect(status).toBe(502);
    expect(body).toMatchObject({ word: 'sign-in-again', detail: expect.stringContaining('ENCRYPTION_KEY') });
    expect(await heard()).toBe(503);
    expect(await storedCompany(world)).toEqual({ state: 'active', locked_because: null });
    await acceptInNew(world, pending.id);
    const troubled = await eventually(async () => {
      const { body: panel } = await callAs(world, newAdmin, `/api/requests/${pending.id}`);
      const { effects = [] } = panel as { effects?: { state: string; problem: { title: string } | null }[] };
      return effects.find(({ problem }) => problem !== null);
    });
    expect(troubled.state).toBe('retrying');
    expect(troubled.problem?.title).toBe('The key that protects our access to Pipedrive is missing');

    await install(world);
    await requestInNew(world, dealId, 'accepted', 15_000);
    await eventually(async () => (await heard()) === 400);
    expect(await sealedBy()).toHaveLength(1);
    const own = newCompany(world).memory.subscriptions.filter((each) => each.of_app);
    expect(own).toHaveLength(4);
  });
});
