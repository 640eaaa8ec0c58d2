import { randomBytes } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { createAccess } from '#sync/company/pipedrive-access.ts';
import { createPipedriveOauth } from '#sync/connectors/pipedrive/oauth.ts';
import { createSeal } from '#sync/sealed.ts';
import { type Database, openDatabase } from '#sync/store/database.ts';
import { sandboxSecrets } from '../../../services/sandbox/src/secrets.ts';
import { inStore, mailsTo, quiet, reaches, submitted } from '../../kit/flow.ts';
import {
  acceptInNew,
  callAs,
  control,
  enteredInNew,
  install,
  newAdmin,
  newCompany,
  newSettings,
  requestInNew,
  saveSettings,
  storedCompany,
  webhooksInNew,
} from '../../kit/installing.ts';
import { eventually, startWorld, type World } from '../../kit/start-world.ts';
import { badDay } from '../../kit/vendor-trouble.ts';

const newKey = () => randomBytes(32).toString('base64');
const firstKey = newKey();
const newId = String(newAdmin.companyId);
let world: World;
let database: Database;

beforeAll(async () => {
  world = await startWorld({ environment: { ENCRYPTION_KEY: firstKey } });
  await world.addNode();
  await quiet(world);
  database = await openDatabase({
    databaseUrl: world.databaseUrl,
    dataDir: '/nowhere',
    log: () => undefined,
  });
  await install(world);
  await webhooksInNew(world);
  expect((await saveSettings(world, newSettings)).status).toBe(200);
  await heardOnBoth();
});
afterAll(async () => {
  await database.close();
  await world.stop();
});
beforeEach(() => world.sandbox.misbehaviour.clear());

const counts = () => world.sandbox.companies.oauth.memory.counts;
const befall = (what: string) => control(world, 'POST', `/companies/${newId}/${what}`);
/** Reads Pipedrive while somebody waits. */
const live = (node = 0) => callAs(world, newAdmin, '/api/provision', { node });
/** The other node hears of an installation within a second. */
const heardOnBoth = () => eventually(async () => (await live(1)).status === 200);
const threeOnBoth = () => Promise.all([0, 1, 0, 1, 0, 1].map((node) => live(node)));
const statuses = (answers: { status: number }[]) => answers.map(({ status }) => status);

/** A node's access of its own, with the secret of the app. */
function access(clientSecret: string = sandboxSecrets.clientSecret) {
  const oauth = createPipedriveOauth({
    oauthUrl: world.sandbox.url,
    clientId: sandboxSecrets.clientId,
    clientSecret,
    redirectUri: world.sandbox.companies.oauth.callbackUrl(),
  });
  const seal = createSeal([Buffer.from(firstKey, 'base64')]);
  return createAccess({ db: database.db, oauth: () => oauth, seal }, newId);
}

const tokenEnds = (inWhat: string) =>
  inStore(world, `update pipedrive_tokens set expires_at = now() + interval '${inWhat}'`);

describe('a token that ended', () => {
  it('is renewed once for three calls on each of two nodes', async () => {
    await tokenEnds('30 seconds');
    const before = counts().refreshes;
    const nodes = [access(), access()];
    const tokens = await Promise.all([...nodes, ...nodes, ...nodes].map((node) => node.bearer()));
    expect(counts().refreshes - before).toBe(1);
    expect(new Set(tokens).size).toBe(1);
    const [row] = await inStore<{ minutes: number }>(
      world,
      'select extract(epoch from expires_at - now()) / 60 as minutes from pipedrive_tokens',
    );
    expect(Math.round(Number(row?.minutes))).toBe(60);
  });

  it('is not renewed by a node that has just started', async () => {
    const before = counts().refreshes;
    await access().bearer();
    expect(counts().refreshes).toBe(before);
  });

  it('before its time (401) is renewed once for three calls on each of two nodes, and nobody notices', async () => {
    // Both hold the token of the store.
    await befall('expire-access-tokens');
    await eventually(async () => statuses(await threeOnBoth()).every((status) => status === 200));
    const before = counts().refreshes;
    for (let round = 1; round <= 3; round += 1) {
      expect(await befall('expire-access-tokens')).toMatchObject({ expired: expect.any(Number) });
      expect(statuses(await threeOnBoth())).toEqual([200, 200, 200, 200, 200, 200]);
      expect(counts().refreshes - before).toBe(round);
    }
  });
});

describe('what is ours to correct', () => {
  it('a wrong secret of the app locks nobody', async () => {
    await tokenEnds('-1 minute');
    const wrong = access('another-secret');
    const refused = { failure: { word: 'sign-in-again', status: 401 } };
    await expect(wrong.bearer()).rejects.toMatchObject(refused);
    await expect(wrong.bearer()).rejects.toMatchObject(refused);
    expect(await storedCompany(world)).toEqual({ state: 'active', locked_because: null });
    expect(await inStore(world, 'select 1 from pipedrive_tokens where refused_at is not null')).toEqual([]);
    await expect(access().bearer()).resolves.toEqual(expect.any(String));
  });

  it('an OAuth server that is away locks nobody', async () => {
    await tokenEnds('-1 minute');
    badDay(world, { vendor: 'pipedrive', kind: '500', match: { pathPrefix: '/oauth/token' } });
    await expect(access().bearer()).rejects.toMatchObject({ failure: { word: 'retry-later' } });
    expect(await storedCompany(world)).toEqual({ state: 'active', locked_because: null });
    world.sandbox.misbehaviour.clear();
    await expect(access().bearer()).resolves.toEqual(expect.any(String));
  });

  it('a refusal that comes after somebody installed again does not count', async () => {
    await tokenEnds('-1 minute');
    const match = { pathPrefix: '/oauth/token' };
    badDay(world, { vendor: 'pipedrive', kind: 'latency', ms: 500, count: 1, match });
    const late = access().bearer();
    late.catch(() => undefined);
    await eventually(() => world.sandbox.misbehaviour.list().length === 0);
    await befall('revoke');
    const again = install(world);
    await expect(late).rejects.toMatchObject({ failure: { word: 'sign-in-again', status: 400 } });
    expect((await again).status).toBe(302);
    expect(await storedCompany(world)).toEqual({ state: 'active', locked_because: null });
    expect((await live()).status).toBe(200);
    await webhooksInNew(world);
  });
});

describe('access that was revoked', () => {
  it('locks the company and keeps its data, asks staff to sign in again, and leaves the others alone', async () => {
    const { dealId } = enteredInNew(world, 'revoquee@nouvelle.example.org');
    const pending = await requestInNew(world, dealId, 'pending');
    await befall('revoke');
    const waiting = await acceptInNew(world, pending.id);
    expect(waiting.body).toMatchObject({ outcome: 'advanced' });
    await eventually(async () => (await storedCompany(world))?.locked_because === 'access-revoked');
    for (const node of [0, 1]) {
      const refused = await eventually(async () => {
        const answer = await callAs(world, newAdmin, '/api/requests', { node });
        return answer.status === 403 && answer;
      });
      expect(refused.body.detail).toContain('an administrator can install it');
    }
    const [kept] = await inStore<{ instances: number; refused: number }>(
      world,
      `select (select count(*)::int from instances where company = '${newId}') as instances,
       (select count(*)::int from pipedrive_tokens where refused_at is not null) as refused`,
    );
    expect(kept).toEqual({ instances: 1, refused: 1 });
    expect(mailsTo(world, 'revoquee@nouvelle.example.org')).toEqual([]);

    const other = await submitted(world);
    await world.command({ type: 'accept-request', requestId: other.request.id });
    await reaches(world, other.request.id, 'accepted');

    await install(world);
    await webhooksInNew(world);
    const accepted = await requestInNew(world, dealId, 'accepted', 15_000);
    expect(accepted.effects.filter(({ state }) => state !== 'done')).toEqual([]);
    expect(mailsTo(world, 'revoquee@nouvelle.example.org')).toHaveLength(1);
  });
});

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
    await acceptInNew(world, pending.id, 1);
    await eventually(() => world.sandbox.misbehaviour.list().length === 0);
    expect(await befall('uninstall')).toEqual({ notices: [{ userId: 31, status: 204 }] });
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
    for (const node of [0, 1]) expect((await live(node)).status).toBe(403);

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
    await befall('uninstall');
    await install(world);
    await webhooksInNew(world);
    await heardOnBoth();
    expect(statuses(await threeOnBoth())).toEqual([200, 200, 200, 200, 200, 200]);
  });

  it('by one of two administrators leaves the company to the other, who registers the webhooks again', async () => {
    const colleague = { ...newAdmin, userId: 21 };
    await control(world, 'PATCH', `/companies/${newId}/users/21`, { admin: true });
    await install(world, colleague);
    await control(world, 'POST', `/companies/${newId}/uninstall`, { userId: 31 });
    const own = await webhooksInNew(world);
    expect(new Set(own.map(({ owner_id }) => owner_id))).toEqual(new Set([21]));
    expect(await storedCompany(world)).toEqual({ state: 'active', locked_because: null });
    expect(statuses(await threeOnBoth())).toEqual([200, 200, 200, 200, 200, 200]);
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
    expect((await live()).status).toBe(200);
    await eventually(async () => (await sealedBy()).join() === nameOf(secondKey));
    expect(await heard()).toBe(400);
  });

  it('is enough alone after that', async () => {
    await restarted(secondKey);
    expect((await live()).status).toBe(200);
    expect(await heard()).toBe(400);
  });

  it('without the old one says what is missing, keeps everything, and is mended by installing again', async () => {
    const { dealId } = enteredInNew(world, 'cle@nouvelle.example.org');
    const pending = await requestInNew(world, dealId, 'pending');
    await restarted(newKey());
    const { status, body } = await live();
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
