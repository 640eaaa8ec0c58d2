import { randomBytes } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { sandboxSecrets } from '../../../services/sandbox/src/secrets.ts';
import { inStore, mailsTo } from '../../kit/flow.ts';
import {
  acceptInNew,
  befall,
  control,
  enteredInNew,
  heardOnBoth,
  install,
  live,
  newAdmin,
  newCompany,
  newSettings,
  requestInNew,
  saveSettings,
  startInstalled,
  storedCompany,
  threeOnBoth,
  webhooksInNew,
} from '../../kit/installing.ts';
import { eventually, type World } from '../../kit/start-world.ts';
import { badDay } from '../../kit/vendor-trouble.ts';

const newId = String(newAdmin.companyId);
let world: World;
beforeAll(async () => {
  world = await startInstalled(randomBytes(32).toString('base64'));
});
afterAll(() => world.stop());

describe('uninstalling', () => {
  const goodbye = (user: string, password: string, companyId: number = newAdmin.companyId, userId = 31) =>
    fetch(`${world.nodes[0]?.url}/oauth/pipedrive/callback`, {
      method: 'DELETE',
      headers: {
        'content-type': 'application/json',
        authorization: `Basic ${Buffer.from(`${user}:${password}`).toString('base64')}`,
      },
      body: JSON.stringify({ client_id: user, company_id: companyId, user_id: userId, timestamp: 0 }),
    });

  it('with wrong credentials does nothing', async () => {
    const { clientId, clientSecret } = sandboxSecrets;
    for (const [user, password] of [
      [clientId, 'wrong'],
      ['wrong', clientSecret],
      [clientId, ''],
      [sandboxSecrets.webhookUser, sandboxSecrets.webhookPassword],
    ] as const)
      expect((await goodbye(user, password)).status).toBe(401);
    const [subscription] = newCompany(world).memory.subscriptions;
    const { http_auth_user: user, http_auth_password: password } = subscription ?? {};
    expect((await goodbye(user ?? '', password ?? '')).status).toBe(401);
    expect(await storedCompany(world)).toEqual({ state: 'active', locked_because: null });
    expect(await inStore(world, 'select 1 from pipedrive_tokens')).toHaveLength(1);
  });

  it('in the middle of a job stops it cleanly; installing again goes on, and nothing is done twice', async () => {
    const email = 'au-milieu@nouvelle.example.org';
    const { dealId, personId } = enteredInNew(world, email);
    const pending = await requestInNew(world, dealId, 'pending');
    const made = { method: 'POST', pathPrefix: '/scim/v2/Users' };
    badDay(world, { vendor: 'accounts', kind: 'latency', ms: 2_500, count: 1, match: made });
    // The node that works is not the one that is told.
    expect((await acceptInNew(world, pending.id, 1)).body).toMatchObject({ outcome: 'advanced' });
    await eventually(() => world.sandbox.misbehaviour.list().length === 0);
    expect(await befall(world, 'uninstall')).toEqual({ notices: [{ userId: 31, status: 204 }] });
    expect(await storedCompany(world)).toEqual({ state: 'locked', locked_because: 'uninstalled' });
    for (const table of ['pipedrive_tokens', 'webhook_subscriptions'])
      expect(await inStore(world, `select 1 from ${table} where company = '${newId}'`)).toEqual([]);

    const effects = () =>
      inStore<{ kind: string; state: string; attempts: number; problem: unknown }>(
        world,
        'select kind, state, attempts, problem from effects where instance_id = $1 and decision > 0 order by ordinal',
        [pending.id],
      );
    await eventually(async () => (await effects())[0]?.state === 'done');
    const callsAt = world.sandbox.calls.list('pipedrive', newAdmin.companyId).length;
    await new Promise((resolve) => setTimeout(resolve, 1_500));
    expect(
      (await effects()).slice(1).map(({ state, attempts, problem }) => [state, attempts, problem]),
    ).toEqual((await effects()).slice(1).map(() => ['waiting', 0, null]));
    expect(world.sandbox.calls.list('pipedrive', newAdmin.companyId)).toHaveLength(callsAt);
    expect(mailsTo(world, email)).toEqual([]);
    for (const node of [0, 1]) expect((await live(world, node)).status).toBe(403);

    await install(world);
    await webhooksInNew(world);
    const accepted = await requestInNew(world, dealId, 'accepted', 15_000);
    expect(accepted.effects.filter(({ state }) => state !== 'done')).toEqual([]);
    const { accounts } = world.sandbox.accounts;
    expect(accounts.filter(({ userName }) => userName === email)).toHaveLength(1);
    expect(mailsTo(world, email)).toHaveLength(1);
    const writes = world.sandbox.calls
      .list('pipedrive', newAdmin.companyId)
      .filter(({ method, status }) => method === 'PATCH' && status === 200)
      .map(({ path }) => path);
    const own = [`/api/v2/deals/${dealId}`, `/api/v2/persons/${personId}`];
    expect(writes.filter((path) => own.includes(path)).sort()).toEqual(own);
    expect((await saveSettings(world, { ...newSettings, undoSeconds: 1 }, 1)).status).toBe(200);
  });

  it('and installing again at once is heard on every node', async () => {
    await befall(world, 'uninstall');
    await install(world);
    await webhooksInNew(world);
    await heardOnBoth(world);
    expect(await threeOnBoth(world)).toEqual([200, 200, 200, 200, 200, 200]);
  });

  it('by one of two administrators leaves the company to the other, who registers the webhooks again', async () => {
    const colleague = { ...newAdmin, userId: 21 };
    await control(world, 'PATCH', `/companies/${newId}/users/21`, { admin: true });
    await install(world, colleague);
    await control(world, 'POST', `/companies/${newId}/uninstall`, { userId: 31 });
    const own = await webhooksInNew(world);
    expect(new Set(own.map(({ owner_id }) => owner_id))).toEqual(new Set([21]));
    expect(await storedCompany(world)).toEqual({ state: 'active', locked_because: null });
    expect(await threeOnBoth(world)).toEqual([200, 200, 200, 200, 200, 200]);
    await install(world);
    await control(world, 'POST', `/companies/${newId}/uninstall`, { userId: 21 });
    await eventually(
      () => newCompany(world).memory.subscriptions.filter(({ owner_id }) => owner_id === 31).length >= 4,
    );
  });

  it('never locks the company that is served by an API token', async () => {
    const ours = { companyId: sandboxSecrets.companyId, userId: 21 };
    expect((await install(world, ours)).status).toBe(302);
    const { clientId, clientSecret, companyId } = sandboxSecrets;
    expect((await goodbye(clientId, clientSecret, companyId, 21)).status).toBe(204);
    const states = await inStore(world, 'select id, state from companies order by id');
    expect(states).toEqual([
      { id: String(companyId), state: 'active' },
      { id: newId, state: 'active' },
    ]);
    expect((await world.call('/api/requests')).status).toBe(200);
  });
});
