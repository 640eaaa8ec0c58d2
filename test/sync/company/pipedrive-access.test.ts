import { randomBytes } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { createAccess } from '#sync/company/pipedrive-access.ts';
import { createPipedriveOauth } from '#sync/connectors/pipedrive/oauth.ts';
import { createSeal } from '#sync/sealed.ts';
import { type Database, openDatabase } from '#sync/store/database.ts';
import { sandboxSecrets } from '../../../services/sandbox/src/secrets.ts';
import { inStore, mailsTo, reaches, submitted } from '../../kit/flow.ts';
import {
  acceptInNew,
  befall,
  callAs,
  enteredInNew,
  install,
  live,
  newAdmin,
  requestInNew,
  startInstalled,
  storedCompany,
  threeOnBoth,
  webhooksInNew,
} from '../../kit/installing.ts';
import { eventually, type World } from '../../kit/start-world.ts';
import { badDay } from '../../kit/vendor-trouble.ts';

const key = randomBytes(32).toString('base64');
const newId = String(newAdmin.companyId);
let world: World;
let database: Database;

beforeAll(async () => {
  world = await startInstalled(key);
  const place = { databaseUrl: world.databaseUrl, dataDir: '/nowhere' };
  database = await openDatabase({ ...place, log: () => undefined });
});
afterAll(async () => {
  await database.close();
  await world.stop();
});
beforeEach(() => world.sandbox.misbehaviour.clear());

const counts = () => world.sandbox.companies.oauth.memory.counts;
/** A node's access of its own, with the secret of the app. */
function access(clientSecret: string = sandboxSecrets.clientSecret) {
  const oauth = createPipedriveOauth({
    oauthUrl: world.sandbox.url,
    clientId: sandboxSecrets.clientId,
    clientSecret,
    redirectUri: world.sandbox.companies.oauth.callbackUrl(),
  });
  const seal = createSeal([Buffer.from(key, 'base64')]);
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
    await befall(world, 'expire-access-tokens');
    await eventually(async () => (await threeOnBoth(world)).every((status) => status === 200));
    const before = counts().refreshes;
    for (let round = 1; round <= 3; round += 1) {
      expect(await befall(world, 'expire-access-tokens')).toMatchObject({ expired: expect.any(Number) });
      expect(await threeOnBoth(world)).toEqual([200, 200, 200, 200, 200, 200]);
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
    await befall(world, 'revoke');
    const again = install(world);
    await expect(late).rejects.toMatchObject({ failure: { word: 'sign-in-again', status: 400 } });
    expect((await again).status).toBe(302);
    expect(await storedCompany(world)).toEqual({ state: 'active', locked_because: null });
    expect((await live(world)).status).toBe(200);
    await webhooksInNew(world);
  });
});

describe('access that was revoked', () => {
  it('locks the company and keeps its data, asks staff to sign in again, and leaves the others alone', async () => {
    const { dealId } = enteredInNew(world, 'revoquee@nouvelle.example.org');
    const pending = await requestInNew(world, dealId, 'pending');
    await befall(world, 'revoke');
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
