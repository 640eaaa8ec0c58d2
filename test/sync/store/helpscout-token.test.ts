import { randomBytes } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createTokenSource } from '#sync/connectors/helpscout/oauth.ts';
import { createSeal } from '#sync/sealed.ts';
import type { Database } from '#sync/store/database.ts';
import { createHelpscoutTokenKeep } from '#sync/store/helpscout-token.ts';
import { openTestStore } from '../../kit/test-store.ts';
import { type Loopback, loopback } from '../connectors/loopback.ts';

let database: Database;
let server: Loopback;
let count = 0;
const seal = createSeal([randomBytes(32)]);
const later = new Date(Date.now() + 86_400_000);

beforeAll(async () => {
  database = await openTestStore();
  server = await loopback((_request, response) => {
    count += 1;
    const body = JSON.stringify({ access_token: `very-secret-${count}`, expires_in: 172_800 });
    setTimeout(() => response.setHeader('content-type', 'application/json').end(body), 100);
  });
});
afterAll(async () => {
  await server.close();
  await database.close();
});

const keepOf = (company: string, own = seal) => createHelpscoutTokenKeep(database.db, own, company);

describe('the kept token', () => {
  it('is none at first, then what was written, sealed', async () => {
    const keep = keepOf('7001');
    expect(await keep.read()).toBeNull();
    await keep.exclusively(async (store) => store.write('very-secret', new Date(0)));
    await keep.exclusively(async (store) => store.write('very-secret-too', later));
    expect(await keep.read()).toEqual({ token: 'very-secret-too', expiresAt: later });
    const row = await database.db.selectFrom('helpscout_tokens').selectAll().executeTakeFirstOrThrow();
    expect(row.token).not.toContain('very-secret');
  });

  it('is another one for each company', async () => {
    await keepOf('7002').exclusively(async (store) => store.write('of-7002', later));
    expect(await keepOf('7003').read()).toBeNull();
  });

  it('counts as none when no key opens it', async () => {
    await keepOf('7004').exclusively(async (store) => store.write('of-7004', later));
    expect(await keepOf('7004', createSeal([randomBytes(32)])).read()).toBeNull();
  });

  it('is not changed by work that failed', async () => {
    const keep = keepOf('7005');
    const work = keep.exclusively(async (store) => {
      await store.write('half', later);
      throw new Error('after writing');
    });
    await expect(work).rejects.toThrow('after writing');
    expect(await keep.read()).toBeNull();
  });
});

it('two nodes whose token ended at the same moment ask once', async () => {
  const options = { apiUrl: `${server.url}/v2`, appId: 'app', appSecret: 'secret' };
  const nodes = [1, 2].map(() => createTokenSource({ ...options, keep: keepOf('7006') }));
  const first = await Promise.all(nodes.map((node) => node.current()));
  expect(new Set(first)).toEqual(new Set(['very-secret-1']));
  const renewed = await Promise.all(nodes.map((node) => node.current('very-secret-1')));
  expect(new Set(renewed)).toEqual(new Set(['very-secret-2']));
  expect(server.calls).toEqual(['POST /v2/oauth2/token', 'POST /v2/oauth2/token']);
});
