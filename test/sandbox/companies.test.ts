import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { type Sandbox, startSandbox } from '../../services/sandbox/src/sandbox.ts';
import { callsTo, freshAdmin } from './kit.ts';

let sandbox: Sandbox;
beforeAll(async () => {
  sandbox = await startSandbox({ serviceUrl: 'http://127.0.0.1:9', instant: true });
});
afterAll(() => sandbox.stop());
beforeEach(() => sandbox.reset());

const { install, api, control } = callsTo(() => sandbox);
const first = 'sandbox-api-token';
const fresh = 'sandbox-api-token-fresh';
const names = (rows: { name: string }[]) => rows.map(({ name }) => name);
const page = async (path: string, cookie = '') =>
  (await fetch(`${sandbox.url}${path}`, { headers: { cookie } })).text();

describe('the second company', () => {
  it('is as a company on its first day', async () => {
    const pipelines = await api(fresh, 'GET', '/api/v2/pipelines');
    expect(names(pipelines.body.data)).toEqual(['Pipeline']);
    expect((await api(fresh, 'GET', '/api/v2/stages')).body.data).toHaveLength(5);
    for (const path of ['/api/v2/deals', '/api/v2/persons', '/api/v2/organizations', '/v1/webhooks']) {
      expect([path, (await api(fresh, 'GET', path)).body.data]).toEqual([path, []]);
    }
    const fields = (await api(fresh, 'GET', '/api/v2/dealFields')).body.data;
    expect(fields.filter((field: { is_custom_field: boolean }) => field.is_custom_field)).toEqual([]);
    const users = (await api(fresh, 'GET', '/v1/users')).body.data;
    expect(names(users)).toEqual(['Chargée de clientèle', 'Direction', 'Demandes en ligne']);
    const admins = users.filter((user: { access: { admin: boolean }[] }) => user.access[0]?.admin);
    expect(names(admins)).toEqual(['Direction']);
  });

  it('shares nothing with the first: records, ids, webhooks, budget, tokens', async () => {
    const { access_token } = await install();
    const made = await api(access_token, 'POST', '/api/v2/deals', { title: 'Seconde' });
    expect(made.body.data.id).toBe(1);
    expect((await api(first, 'GET', '/api/v2/deals/1')).body.data.title).not.toBe('Seconde');
    const before = sandbox.pipedrive.spending.tokens;
    const spent = () => sandbox.companies.find(7002)?.memory.spending.tokens ?? 0;
    const spentBefore = spent();
    await api(access_token, 'GET', '/api/v2/deals');
    expect(sandbox.pipedrive.spending.tokens).toBe(before);
    expect(spent()).toBe(spentBefore + 10);
    expect((await api(`${access_token}x`, 'GET', '/api/v2/deals')).status).toBe(401);
    expect((await api(first, 'GET', '/v1/webhooks')).body.data).toHaveLength(1);
  });

  it('may have the same person at work, who sees the company of the token', async () => {
    const one = await install({ companyId: 7001, userId: 21 });
    const other = await install({ ...freshAdmin, userId: 21 });
    const company = async (token: string) => (await api(token, 'GET', '/v1/users/me')).body.data.company_id;
    expect([await company(one.access_token), await company(other.access_token)]).toEqual([7001, 7002]);
  });
});

describe('app webhooks', () => {
  const wanted = {
    subscription_url: 'https://hooks.example.org/x',
    event_action: '*',
    event_object: '*',
    name: 'Passerelle',
  };

  it('are seen and deleted by the app alone, 40 for a user', async () => {
    const { access_token } = await install();
    const made = await api(access_token, 'POST', '/v1/webhooks', wanted);
    expect(made).toMatchObject({ status: 201, body: { data: { type: 'application', company_id: 7002 } } });
    const { id } = made.body.data;
    expect((await api(fresh, 'GET', '/v1/webhooks')).body.data).toEqual([]);
    expect((await api(fresh, 'DELETE', `/v1/webhooks/${id}`)).status).toBe(404);
    const own = await api(fresh, 'POST', '/v1/webhooks', wanted);
    expect(own.body.data.type).toBe('general');
    const listed = (await api(access_token, 'GET', '/v1/webhooks')).body.data;
    expect(listed.map((each: { id: number }) => each.id)).toEqual([id]);
    for (let count = 2; count <= 40; count += 1) await api(access_token, 'POST', '/v1/webhooks', wanted);
    expect((await api(access_token, 'POST', '/v1/webhooks', wanted)).status).toBe(422);
    expect((await control('DELETE', `/companies/7002/webhooks/${id}`)).status).toBe(204);
    expect((await control('DELETE', `/companies/7002/webhooks/${id}`)).status).toBe(404);
    expect((await api(access_token, 'POST', '/v1/webhooks', wanted)).status).toBe(201);
  });
});

describe('the control API of companies', () => {
  it('renames and deletes stages, and lets users go', async () => {
    await control('PATCH', '/companies/7001/stages/5', { name: 'Compte ouvert' });
    expect((await api(first, 'GET', '/api/v2/stages/5')).body.data.name).toBe('Compte ouvert');
    expect((await control('DELETE', '/companies/7001/stages/5')).status).toBe(204);
    expect((await api(first, 'GET', '/api/v2/stages/5')).body.data.is_deleted).toBe(true);
    expect((await control('DELETE', '/companies/7001/stages/99')).status).toBe(404);
    await control('PATCH', '/companies/7001/users/22', { active: false });
    expect((await api(first, 'GET', '/v1/users/22')).body.data.active_flag).toBe(false);
    expect((await control('PATCH', '/companies/7001/users/22', { actif: true })).status).toBe(400);
    expect((await control('GET', '/companies/7009/stages')).status).toBe(404);
  });

  it('counts calls and writes of each company', async () => {
    const { access_token, refresh_token } = await install();
    sandbox.calls.clear();
    await api(access_token, 'GET', '/api/v2/deals');
    await api(access_token, 'POST', '/api/v2/deals', { title: 'x' });
    await api(first, 'GET', '/v1/users/me');
    await callsTo(() => sandbox).refresh(refresh_token);
    const { body } = await control('GET', '/totals');
    expect(body.companies).toEqual({
      7001: { calls: 1, writes: 0, tokens: 2 },
      7002: { calls: 3, writes: 1, tokens: 15 },
    });
    expect(body.vendors.pipedrive).toEqual({ calls: 4, writes: 1, tokens: 17 });
    const calls = (await control('GET', '/calls?companyId=7002')).body;
    expect(calls.map((call: { method: string }) => call.method)).toEqual(['GET', 'POST', 'POST']);
    const [, second] = (await control('GET', '/companies')).body;
    expect(second).toMatchObject({ companyId: 7002, installedBy: [31], calls: 3, writes: 1 });
  });
});

describe('pages', () => {
  it('show the company that was switched to, and the first without a choice', async () => {
    expect(await page('/pipedrive/deals')).toContain('Affaire Mairie de Valmont');
    const cookie = 'sandbox_company=7002; sandbox_user=31';
    const deals = await page('/pipedrive/deals', cookie);
    expect(deals).not.toContain('Mairie de Valmont');
    expect(deals).toContain('<option value="31" selected>Direction');
    const token = await fetch(`${sandbox.url}/sandbox/token`, { method: 'POST', headers: { cookie } });
    const [, claims] = (await token.json()).token.split('.');
    expect(JSON.parse(atob(claims))).toMatchObject({ userId: 31, companyId: 7002 });
  });

  it('sign in as an admin where nothing is set up yet, whoever was signed in before', async () => {
    const switched = await fetch(`${sandbox.url}/sandbox/company`, {
      method: 'POST',
      body: new URLSearchParams({ companyId: '7002', back: '/pipedrive/settings' }),
      redirect: 'manual',
    });
    expect(switched.headers.get('location')).toBe('/pipedrive/settings');
    const cookies = switched.headers.getSetCookie();
    expect(cookies.find((each) => each.startsWith('sandbox_user='))).toContain('Expires=Thu, 01 Jan 1970');
    const cookie = 'sandbox_company=7002';
    expect(cookies.some((each) => each.startsWith(cookie))).toBe(true);
    expect(await page('/pipedrive/settings', cookie)).toContain('<option value="31" selected>Direction');
    expect(await page('/pipedrive/settings')).toContain('<option value="21" selected>');
  });

  it('lead through the installation, and host settings and organization panel', async () => {
    const start = await page('/');
    expect(start).toContain('href="/pipedrive/install?company=7002"');
    expect(start).toContain('href="http://127.0.0.1:9/request?company=7002"');
    expect(start).toContain('Pas encore installée');
    await install();
    expect(await page('/')).toContain('Installée par Direction');
    const go = await fetch(`${sandbox.url}/pipedrive/install?company=7002`, { redirect: 'manual' });
    expect(go.headers.get('location')).toBe('http://127.0.0.1:9/oauth/pipedrive/start');
    expect(go.headers.get('set-cookie')).toContain('sandbox_company=7002');
    expect(await page('/pipedrive/settings')).toContain('http://127.0.0.1:9/surfaces/pipedrive/settings?');
    const organization = await page('/pipedrive/organization/1');
    expect(organization).toContain('Mairie de Valmont');
    expect(organization).toMatch(/surfaces\/pipedrive\/panel\?[^"]*resource=organization[^"]*selectedIds=1&/);
    const list = await page('/pipedrive/deals');
    expect(list).toContain('data-list-modal="refusal"');
    expect(list).toContain('data-tick="1"');
    expect(list).toContain('"view":"list"');
  });
});
