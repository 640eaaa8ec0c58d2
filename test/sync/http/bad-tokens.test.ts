import { SignJWT, UnsecuredJWT } from 'jose';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { sandboxSecrets } from '../../../services/sandbox/src/secrets.ts';
import { quiet } from '../../kit/flow.ts';
import { expectProblem } from '../../kit/problems.ts';
import { startWorld, type World } from '../../kit/start-world.ts';

const ours = { userId: 21, companyId: sandboxSecrets.companyId };
const now = () => Math.floor(Date.now() / 1000);
const minutes = (count: number) => now() + count * 60;

function signed(claims: object, { secret = sandboxSecrets.clientSecret as string, alg = 'HS256' } = {}) {
  return new SignJWT({ ...claims })
    .setProtectedHeader({ alg, typ: 'JWT' })
    .sign(new TextEncoder().encode(secret));
}

let world: World;
beforeAll(async () => {
  world = await startWorld();
  await quiet(world);
});
afterAll(() => world.stop());

const get = (authorization: string | undefined) =>
  fetch(`${world.nodes[0]?.url}/api/requests`, {
    headers: authorization === undefined ? {} : { authorization },
  });
const exchange = (token: unknown) =>
  fetch(`${world.nodes[0]?.url}/api/sessions`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ host: 'pipedrive', token }),
  });

async function session(): Promise<string> {
  const response = await exchange(await signed({ ...ours, iat: now(), exp: minutes(5) }));
  expect(response.status).toBe(200);
  return ((await response.json()) as { token: string }).token;
}

const fresh = () => ({ iat: now(), exp: minutes(5) });
const refused: [string, () => Promise<string> | string, number][] = [
  ['of yesterday', () => signed({ ...ours, iat: minutes(-1440), exp: minutes(-1435) }), 401],
  ['expired a minute ago', () => signed({ ...ours, iat: minutes(-6), exp: minutes(-1) }), 401],
  ['old, with a long life', () => signed({ ...ours, iat: minutes(-10), exp: minutes(60) }), 401],
  ['from the future', () => signed({ ...ours, iat: minutes(10), exp: minutes(15) }), 401],
  ['without iat and exp', () => signed(ours), 401],
  ['without iat, good for a year', () => signed({ ...ours, exp: minutes(525_600) }), 401],
  ['signed by another secret', () => signed({ ...ours, ...fresh() }, { secret: 'another-secret' }), 401],
  ['signed by another method', () => signed({ ...ours, ...fresh() }, { alg: 'HS512' }), 401],
  ['alg none', () => new UnsecuredJWT({ ...ours, ...fresh() }).encode(), 401],
  ['without a user', () => signed({ companyId: ours.companyId, ...fresh() }), 401],
  ['with a null user', () => signed({ ...ours, userId: null, ...fresh() }), 401],
  ['with a text for a user', () => signed({ ...ours, userId: 'admin', ...fresh() }), 401],
  ['of another company', () => signed({ ...ours, companyId: 1, ...fresh() }), 403],
  ['of nobody we know', () => signed({ ...ours, userId: 4_242, ...fresh() }), 403],
  ['of a deactivated colleague', () => signed({ ...ours, userId: 24, ...fresh() }), 403],
  ['no token at all', () => 'abc', 401],
  ['three dots', () => '...', 401],
  ['very long', () => 'a'.repeat(9_000), 401],
];

describe('a signed token', () => {
  it('opens the door when it is fresh, with numbers or texts as ids', async () => {
    const plain = await signed({ ...ours, ...fresh() });
    expect((await get(`Bearer ${plain}`)).status).toBe(200);
    expect((await get(`bearer ${plain}`)).status).toBe(200);
    const texts = await signed({ userId: '21', companyId: String(ours.companyId), ...fresh() });
    expect((await get(`Bearer ${texts}`)).status).toBe(200);
    const withoutIat = await signed({ ...ours, exp: minutes(4) });
    expect((await get(`Bearer ${withoutIat}`)).status).toBe(200);
  });

  it.each(refused)('%s is refused at both doors, and opens no session', async (_what, make, status) => {
    const token = await make();
    await expectProblem(await get(`Bearer ${token}`), status);
    await expectProblem(await exchange(token), 401);
  });

  it.each([
    ['none', undefined],
    ['empty', ''],
    ['only the scheme', 'Bearer'],
    ['another scheme', 'Basic YTpi'],
    ['two schemes', 'Bearer Bearer x'],
  ])('authorization %s is refused', async (_what, authorization) => {
    await expectProblem(await get(authorization), 401);
  });
});

describe('a session token', () => {
  it('opens the door, and not in another form', async () => {
    const token = await session();
    expect((await get(`Bearer ${token}`)).status).toBe(200);
    const [head = '', body = '', signature = ''] = token.split('.');
    const claims = JSON.parse(Buffer.from(body, 'base64url').toString()) as object;
    const other = Buffer.from(JSON.stringify({ ...claims, staff: 22 })).toString('base64url');
    const none = Buffer.from('{"alg":"none"}').toString('base64url');
    const cut = signature.slice(0, -4);
    for (const bad of [`${head}.${other}.${signature}`, `${head}.${body}.${cut}`, `${none}.${body}.`]) {
      await expectProblem(await get(`Bearer ${bad}`), 401);
    }
  });

  it('is not made from another session token, nor from what is no token', async () => {
    await expectProblem(await exchange(await session()), 401);
    for (const token of [null, 7, '', {}, ['a']]) await expectProblem(await exchange(token), 400);
  });

  it('of another installation, with another key, is worth nothing', async () => {
    const claims = { company: String(ours.companyId), staff: 21, iss: 'passerelle', ...fresh() };
    const forged = await signed(claims, { secret: sandboxSecrets.clientSecret });
    await expectProblem(await get(`Bearer ${forged}`), 401);
  });
});
