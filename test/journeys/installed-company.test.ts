import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { sandboxSecrets } from '../../services/sandbox/src/secrets.ts';
import { inStore, mailsTo, quiet } from '../kit/flow.ts';
import {
  aBrowser,
  acceptInNew,
  type Browser,
  begin,
  callAs,
  consent,
  enteredInNew,
  newAdmin,
  newCompany,
  newSettings,
  requestInNew,
  saveSettings,
  storedCompany,
  webhooksInNew,
} from '../kit/installing.ts';
import { startWorld, type World } from '../kit/start-world.ts';

let world: World;
beforeAll(async () => {
  world = await startWorld();
  await quiet(world);
});
afterAll(() => world.stop());

const oauth = () => world.sandbox.companies.oauth.memory;
const callback = (query: Record<string, string>) =>
  `${world.nodes[0]?.url}/oauth/pipedrive/callback?${new URLSearchParams(query)}`;

/** Everything the store holds, as one text. */
async function everythingStored(): Promise<string> {
  const tables = await inStore<{ name: string }>(
    world,
    `select format('%I.%I', schemaname, tablename) as name from pg_tables
     where schemaname not in ('pg_catalog', 'information_schema')`,
  );
  const texts = tables.map(async ({ name }) => {
    const [row] = await inStore<{ text: string | null }>(
      world,
      `select string_agg(t::text, ' ') as text from ${name} t`,
    );
    return row?.text ?? '';
  });
  return (await Promise.all(texts)).join('\n');
}

describe('an installation that is not ours to finish', () => {
  const refused = async (browser: Browser, url: string) => {
    const response = await browser.open(url, { headers: { 'accept-language': 'fr' } });
    const { title } = (await response.json()) as { title: string };
    return { status: response.status, title };
  };
  const startAgain = { status: 400, title: 'Installation à recommencer' };

  it('asks Pipedrive with the state that this browser alone keeps', async () => {
    const browser = aBrowser();
    const asked = await begin(world, browser);
    expect(asked.origin + asked.pathname).toBe(`${world.sandbox.url}/oauth/authorize`);
    expect(Object.fromEntries(asked.searchParams)).toEqual({
      client_id: sandboxSecrets.clientId,
      redirect_uri: `${world.nodes[0]?.url}/oauth/pipedrive/callback`,
      state: expect.stringMatching(/^[\w-]{32}$/),
    });
    expect(browser.setCookies).toEqual([expect.stringMatching(/; Path=\/oauth\/pipedrive;.*HttpOnly/)]);
    expect(browser.setCookies[0]).toContain('SameSite=Lax');
    expect(browser.setCookies[0]).not.toContain(asked.searchParams.get('state'));
  });

  it.each([
    ['without a state', () => undefined],
    ['with an empty state', () => ''],
    ['with a state of somebody else', (other: string) => other],
  ])('%s is refused, and its code is not spent', async (_what, stateOf) => {
    const browser = aBrowser();
    const answered = new URL(await consent(browser, await begin(world, browser)));
    const other = (await begin(world, aBrowser())).searchParams.get('state') ?? '';
    const state = stateOf(other);
    answered.searchParams.delete('state');
    if (state !== undefined) answered.searchParams.set('state', state);
    expect(await refused(browser, answered.href)).toEqual(startAgain);
    // The state was good for one time: the right one comes too late.
    expect(browser.cookies.size).toBe(0);
    expect(oauth().counts.exchanges).toBe(0);
    expect(await storedCompany(world)).toBeUndefined();
  });

  it('begun in another browser is refused: nobody is signed in by a link', async () => {
    const theirs = aBrowser();
    const link = await consent(theirs, await begin(world, theirs));
    expect(await refused(aBrowser(), link)).toEqual(startAgain);
    const mine = aBrowser();
    await begin(world, mine);
    expect(await refused(mine, link)).toEqual(startAgain);
    expect(oauth().counts.exchanges).toBe(0);
  });

  it('says so when the person refuses, in whatever word', async () => {
    const notAllowed = { status: 400, title: 'Autorisation refusée dans Pipedrive' };
    const browser = aBrowser();
    const answer = await consent(browser, await begin(world, browser), 'refuse');
    expect(new URL(answer).searchParams.get('error')).toBe('user_denied');
    expect(await refused(browser, answer)).toEqual(notAllowed);
    const again = aBrowser();
    const state = (await begin(world, again)).searchParams.get('state') ?? '';
    expect(await refused(again, callback({ error: 'access_denied', state }))).toEqual(notAllowed);
    expect(await storedCompany(world)).toBeUndefined();
  });

  it('says so when the code is not good, and keeps nothing', async () => {
    const browser = aBrowser();
    const state = (await begin(world, browser)).searchParams.get('state') ?? '';
    expect((await refused(browser, callback({ code: 'invented', state }))).status).toBe(400);
    const other = aBrowser();
    const stateAlone = (await begin(world, other)).searchParams.get('state') ?? '';
    expect((await refused(other, callback({ state: stateAlone }))).status).toBe(400);
    expect(await storedCompany(world)).toBeUndefined();
    expect(await inStore(world, 'select 1 from pipedrive_tokens')).toEqual([]);
  });
});

describe('a company that installs the app', () => {
  const browser = aBrowser();
  let callsBefore: number;
  const ofFirst = () => {
    const { subscriptions, deals, persons, organizations, activities, notes } = world.sandbox.pipedrive;
    // When a webhook was last delivered is not of interest.
    const heard = subscriptions.map(({ id, subscription_url }) => ({ id, subscription_url }));
    return JSON.stringify({ heard, deals, persons, organizations, activities, notes });
  };
  let firstBefore: string;

  beforeAll(async () => {
    firstBefore = ofFirst();
    callsBefore = world.sandbox.calls.list('pipedrive', sandboxSecrets.companyId).length;
  });

  it('is served, and its person signed in where they wanted to go', async () => {
    const asked = await begin(world, browser, '?return=/surfaces/pipedrive/requests');
    const finished = await browser.open(await consent(browser, asked));
    expect([finished.status, finished.headers.get('location')]).toEqual([
      302,
      '/surfaces/pipedrive/requests',
    ]);
    expect([...browser.cookies.keys()]).toEqual(['passerelle_session']);
    expect(browser.setCookies.at(-1)).toMatch(/Path=\/api\/sessions;.*HttpOnly; SameSite=Lax/);
    expect(await storedCompany(world)).toEqual({ state: 'active', locked_because: null });
    const session = await browser.open(`${world.nodes[0]?.url}/api/sessions`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ host: 'browser' }),
    });
    expect(await session.json()).toMatchObject({
      staff: { name: 'Direction', email: 'direction@nouvelle.example.org' },
      mayConfigure: true,
      mayDecide: false,
    });
  });

  it('has its webhooks registered, each with a password of its own', async () => {
    const own = await webhooksInNew(world);
    const heard = own.map(({ event_object, event_action }) => `${event_action}.${event_object}`);
    expect(heard.sort()).toEqual(['*.deal', '*.organization', '*.person', '*.user']);
    expect(new Set(own.map(({ subscription_url }) => subscription_url))).toEqual(
      new Set([`${world.nodes[0]?.url}/webhooks/pipedrive`]),
    );
    expect(new Set(own.map(({ http_auth_user }) => http_auth_user)).size).toBe(4);
    expect(new Set(own.map(({ http_auth_password }) => http_auth_password)).size).toBe(4);
    for (const { http_auth_password } of own) expect(http_auth_password).toMatch(/^[\w-]{32}$/);
  });

  it('takes a person and a deal to an accepted request, by the settings of its page', async () => {
    const saved = await saveSettings(world, newSettings);
    expect([saved.status, saved.body.revision]).toEqual([200, 1]);
    const email = 'mairie@nouvelle-commune.example.org';
    const { dealId, personId } = enteredInNew(world, email);
    const pending = await requestInNew(world, dealId, 'pending');
    const answer = await acceptInNew(world, pending.id);
    expect(answer.body).toMatchObject({ outcome: 'advanced' });
    const accepted = await requestInNew(world, dealId, 'accepted');
    expect(accepted.effects.filter(({ state }) => state !== 'done')).toEqual([]);
    const { deals, persons } = newCompany(world).memory;
    expect(deals.find(({ id }) => id === dealId)).toMatchObject({ owner_id: newAdmin.userId, stage_id: 3 });
    expect(persons.find(({ id }) => id === personId)?.owner_id).toBe(newAdmin.userId);
    expect(mailsTo(world, email)).toHaveLength(1);
    expect(world.sandbox.accounts.accounts.map(({ userName }) => userName)).toEqual([email]);
  });

  it('keeps no secret in plain text', async () => {
    const { accessTokens, grants } = oauth();
    const passwords = newCompany(world).memory.subscriptions.map((each) => each.http_auth_password ?? '');
    const secrets = [
      ...accessTokens.map(({ token }) => token),
      ...grants.map(({ refreshToken }) => refreshToken),
      ...passwords,
      sandboxSecrets.clientSecret,
    ].filter((secret) => secret !== '');
    expect(secrets).toHaveLength(1 + 1 + 4 + 1);
    const stored = await everythingStored();
    expect(stored).toContain('mairie@nouvelle-commune.example.org');
    expect(secrets.filter((secret) => stored.includes(secret))).toEqual([]);
    const inBase64 = secrets.map((secret) => Buffer.from(secret).toString('base64url'));
    expect(inBase64.filter((secret) => stored.includes(secret))).toEqual([]);
    const [row] = await inStore<{ scopes: string[]; is_admin: boolean }>(
      world,
      'select scopes, is_admin from pipedrive_tokens',
    );
    expect(row).toEqual({ scopes: oauth().settings.scopes, is_admin: true });
  });

  it('leaves the company that was there before as it was', async () => {
    expect(ofFirst()).toBe(firstBefore);
    const calls = world.sandbox.calls.list('pipedrive', sandboxSecrets.companyId).slice(callsBefore);
    expect(calls.filter(({ method }) => method !== 'GET')).toEqual([]);
    expect((await world.list()).items).toEqual([]);
    const theirs = await callAs(world, { companyId: sandboxSecrets.companyId, userId: 21 }, '/api/settings');
    expect(theirs.body).toMatchObject({ revision: 0, source: 'file' });
  });

  it.each(['https://else.example.org/', '//else.example.org', '/surfaces/pipedrive/../x', '/api/settings'])(
    'sends nobody to %s after installing',
    async (wanted) => {
      const other = aBrowser();
      const asked = await begin(world, other, `?return=${encodeURIComponent(wanted)}`);
      const finished = await other.open(await consent(other, asked));
      const location = finished.headers.get('location');
      expect([finished.status, location]).toEqual([302, '/surfaces/pipedrive/settings']);
    },
  );
});
