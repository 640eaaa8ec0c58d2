import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { inStore, type Submitted, submitted } from '../../kit/flow.ts';
import { startWorld, type World } from '../../kit/start-world.ts';
import { acceptedOnce, badDay, troubled } from '../../kit/vendor-trouble.ts';

const consoleToken = 'a token of the console that is long enough';
let world: World;
let sent: Submitted;
let effectId: string;
beforeAll(async () => {
  world = await startWorld({ settings: { undoSeconds: 0 }, environment: { CONSOLE_TOKEN: consoleToken } });
  sent = await submitted(world);
  const wellAgain = badDay(world, {
    vendor: 'accounts',
    kind: '400',
    match: { method: 'POST', pathPrefix: '/scim/v2/Users' },
  });
  await world.command({ type: 'accept-request', requestId: sent.request.id });
  ({ id: effectId } = await troubled(world, sent.request.id, 'dead-letter'));
  wellAgain();
});
afterAll(() => world.stop());

const at = (path: string) => `${world.nodes[0]?.url}/console${path}`;
const send = (path: string, fields: Record<string, string>, headers: Record<string, string> = {}) =>
  fetch(at(path), { method: 'POST', body: new URLSearchParams(fields), headers, redirect: 'manual' });

/** @returns the cookie of a session */
async function signedIn(name = 'Astreinte'): Promise<string> {
  const response = await send('/sign-in', { name, token: consoleToken });
  expect([response.status, response.headers.get('location')]).toEqual([303, '/console']);
  return response.headers.get('set-cookie') ?? '';
}
const cookieOf = (setCookie: string) => setCookie.split(';')[0] ?? '';

describe('the console', () => {
  it('shows nothing to who is not signed in, whatever they ask', async () => {
    for (const path of ['', '/dead-letters', '/deliveries', `/story?find=${sent.request.id}`]) {
      const response = await fetch(at(path));
      expect(response.status, path).toBe(401);
      const page = await response.text();
      expect(page).toContain('type="password"');
      expect(page).not.toContain(sent.request.id);
    }
    expect((await send('/dead-letters', { effect: effectId })).status).toBe(401);
    expect(
      (await send('/dead-letters', { effect: effectId }, { cookie: 'passerelle_operator=x' })).status,
    ).toBe(401);
  });

  it('opens for its token alone, with a cookie that goes nowhere else and tells nothing', async () => {
    expect((await send('/sign-in', { name: 'X', token: 'wrong' })).status).toBe(401);
    expect((await send('/sign-in', { name: '', token: consoleToken })).status).toBe(401);
    const cookie = await signedIn();
    expect(cookie).toMatch(/; Path=\/console;.*HttpOnly.*SameSite=Strict/);
    expect(cookie).not.toContain('Astreinte');
    expect((await fetch(at(''), { headers: { cookie: cookieOf(cookie) } })).status).toBe(200);
  });

  it('takes no form of another page', async () => {
    const cookie = cookieOf(await signedIn());
    for (const site of ['cross-site', 'same-site', 'none']) {
      const response = await send('/dead-letters', { effect: 'all' }, { cookie, 'sec-fetch-site': site });
      expect(response.status, site).toBe(403);
    }
    expect((await world.request(sent.request.id)).effects.some(({ state }) => state === 'dead-letter')).toBe(
      true,
    );
  });

  it('shows no mail address and no mail text', async () => {
    // What a form is about is its address.
    await inStore(
      world,
      `insert into deliveries (company, source, key, subject, body, request_id, state)
        values ('7001', 'request-form', 'form', $1, '', 'r-1', 'ignored')`,
      [`submission:7001:${sent.email}`],
    );
    const cookie = cookieOf(await signedIn());
    const pages = [
      '',
      '/dead-letters',
      '/deliveries',
      `/story?find=${sent.request.id}`,
      `/story?find=${sent.dealId}`,
    ];
    for (const path of pages) {
      const page = await (await fetch(at(path), { headers: { cookie } })).text();
      expect(page, path).not.toContain(sent.email);
      expect(page, path).toContain('<nav');
    }
  });

  it('tells what is left of the tokens of today, and when they end at this pace', async () => {
    const [{ id } = { id: '' }] = await inStore<{ id: string }>(world, 'select id from companies');
    const cookie = cookieOf(await signedIn());
    const overview = async () => (await fetch(at(''), { headers: { cookie } })).text();
    await inStore(world, `delete from token_budget where company = $1`, [id]);
    expect(await overview()).toContain('inconnu tant que Pipedrive ne l’a pas dit');
    await inStore(
      world,
      `insert into token_budget (company, day, spent, allowance, remaining)
       values ($1, (now() at time zone 'utc')::date, 990000, 1000000, 10000)
       on conflict (company, day) do update set spent = excluded.spent, allowance = excluded.allowance, remaining = excluded.remaining`,
      [id],
    );
    expect(await overview()).toMatch(
      /Restent 10\s000 jetons sur 1\s000\s000\..*Attendent : les relectures dès/,
    );
  });

  it('says what is wrong with what it is asked', async () => {
    const cookie = cookieOf(await signedIn());
    expect((await send('/dead-letters', { effect: 'x' }, { cookie })).status).toBe(400);
    expect((await send('/deliveries', { delivery: '-1' }, { cookie })).status).toBe(400);
    expect((await fetch(at('/deliveries?state=lost'), { headers: { cookie } })).status).toBe(400);
    const nothing = await fetch(at('/story?find=' + '%27%3B--'), { headers: { cookie } });
    expect(await nothing.text()).toContain('Rien ne porte cet identifiant.');
  });

  it('retries what gave up once, under the name given, and has a delivery routed again', async () => {
    const cookie = cookieOf(await signedIn('Astreinte'));
    const retried = await (await send('/dead-letters', { effect: effectId }, { cookie })).text();
    expect(retried).toContain('Un nouvel essai est lancé.');
    const again = await (await send('/dead-letters', { effect: effectId }, { cookie })).text();
    expect(again).toContain('Rien n’a été relancé');
    const { journal } = await acceptedOnce(world, sent);
    expect(journal.find(({ text }) => text.startsWith('Nouvel essai'))).toMatchObject({ by: 'Astreinte' });
    const [{ id } = { id: 0 }] = await inStore<{ id: number }>(
      world,
      'select max(id)::int as id from deliveries',
    );
    const replayed = await (await send('/deliveries', { delivery: String(id) }, { cookie })).text();
    expect(replayed).toContain('La livraison est traitée à nouveau.');
    expect(replayed).toContain('Traitée à nouveau pour Astreinte');
  });

  it('lets nobody guess for long', async () => {
    const statuses = [];
    for (let guess = 0; guess < 12; guess += 1)
      statuses.push((await send('/sign-in', { name: 'X', token: `guess ${guess}` })).status);
    expect(statuses).toContain(429);
    expect(new Set(statuses)).toEqual(new Set([401, 429]));
  });
});

it('there is no console without a token, and a short one is said', async () => {
  const closed = await world.addNode({ CONSOLE_TOKEN: '' });
  expect((await fetch(`${closed.url}/console`)).status).toBe(404);
  await expect(world.addNode({ CONSOLE_TOKEN: 'short' })).rejects.toThrow(
    'CONSOLE_TOKEN: expected at least 32',
  );
});
