import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { type Sandbox, startSandbox } from '../../../services/sandbox/src/sandbox.ts';
import { callsTo, freshAdmin } from '../kit.ts';

let sandbox: Sandbox;
beforeAll(async () => {
  sandbox = await startSandbox({ serviceUrl: 'http://127.0.0.1:9', instant: true });
});
afterAll(() => sandbox.stop());
beforeEach(() => sandbox.reset());

const { form, door, decide, install, refresh, api, control, callbackUrl } = callsTo(() => sandbox);
const ask = (changes: Record<string, string> = {}) => {
  const url = new URL('/oauth/authorize', sandbox.url);
  const fields = { client_id: 'sandbox-client-id', redirect_uri: callbackUrl(), state: 'abc', ...changes };
  url.search = new URLSearchParams(fields).toString();
  return fetch(url);
};

describe('the consent page', () => {
  it('asks in the company that is shown, and proposes its admin', async () => {
    const response = await fetch(
      `${sandbox.url}/oauth/authorize?client_id=sandbox-client-id&redirect_uri=${callbackUrl()}&state=abc`,
      { headers: { cookie: 'sandbox_company=7002' } },
    );
    const text = await response.text();
    expect(text).toContain('Installer Passerelle');
    expect(text).toContain('Nouvelle entreprise');
    expect(text).toContain('<option value="31" selected>Direction (administration)');
    expect(text).toContain('name="state" value="abc"');
    const policy = response.headers.get('content-security-policy');
    expect(policy).toMatch(/form-action 'self' http:\/\/127\.0\.0\.1:9[ ;]/);
  });

  it('knows one app with one callback URL', async () => {
    const other = await ask({ redirect_uri: 'https://evil.example.org/callback' });
    expect([other.status, await other.json()]).toEqual([400, { error: 'Invalid redirect URL' }]);
    expect((await ask({ client_id: 'other' })).status).toBe(400);
    const posted = await form('/oauth/authorize', {
      client_id: 'sandbox-client-id',
      redirect_uri: 'https://evil.example.org/callback',
      companyId: '7002',
      userId: '31',
      decision: 'allow',
    });
    expect(await posted.json()).toEqual({ error: 'Invalid redirect URL' });
    await control('PATCH', '/oauth', { callbackUrl: 'https://service.example.org/callback' });
    expect((await ask({ redirect_uri: 'https://service.example.org/callback' })).status).toBe(200);
  });

  it('sends back a code, or the refusal, with the state', async () => {
    const allowed = await decide('allow');
    expect(`${allowed.origin}${allowed.pathname}`).toBe(callbackUrl());
    expect(allowed.searchParams.get('state')).toBe('abc');
    expect(allowed.searchParams.get('code')).toMatch(/^[0-9a-f]{40}$/);
    const denied = await decide('refuse');
    expect(Object.fromEntries(denied.searchParams)).toEqual({ error: 'user_denied', state: 'abc' });
    const stranger = await decide('allow', { companyId: 7002, userId: 22 });
    expect(stranger.searchParams.get('code')).toBeNull();
  });
});

describe('the token door', () => {
  it('gives what the vendor gives, with its own base', async () => {
    const tokens = await install();
    expect(tokens).toEqual({
      access_token: expect.stringMatching(/^v1u:/),
      refresh_token: expect.stringMatching(/^v1u:/),
      token_type: 'Bearer',
      expires_in: 3599,
      scope: expect.stringContaining('deals:full'),
      api_domain: sandbox.url,
    });
    const renewed = await (await refresh(tokens.refresh_token)).json();
    expect(renewed.refresh_token).toBe(tokens.refresh_token);
    expect(renewed.access_token).not.toBe(tokens.access_token);
  });

  it('takes the credentials in the body too, and no others', async () => {
    const { refresh_token } = await install();
    const asked = { grant_type: 'refresh_token', refresh_token };
    const known = { client_id: 'sandbox-client-id', client_secret: 'sandbox-client-secret' };
    expect((await form('/oauth/token', { ...asked, ...known })).status).toBe(200);
    const wrong = await form('/oauth/token', { ...asked, ...known, client_secret: 'x' });
    expect([wrong.status, await wrong.json()]).toEqual([
      401,
      expect.objectContaining({ error: 'invalid_client' }),
    ]);
    const unknown = await door('/oauth/token', { grant_type: 'password' });
    expect([unknown.status, (await unknown.json()).error]).toEqual([400, 'unsupported_grant_type']);
  });

  it('revokes with 200 whatever it is given', async () => {
    const { refresh_token } = await install();
    expect((await door('/oauth/revoke', { token: 'never-seen' })).status).toBe(200);
    expect((await door('/oauth/revoke', { token: refresh_token })).status).toBe(200);
    const dead = await refresh(refresh_token);
    expect([dead.status, (await dead.json()).error]).toEqual([400, 'invalid_grant']);
  });

  it('shows no token in the call log', async () => {
    const { refresh_token, access_token } = await install();
    await refresh(refresh_token);
    const log = JSON.stringify((await control('GET', '/calls')).body);
    expect(log).toContain('"grant_type":"refresh_token"');
    expect(log).not.toContain(refresh_token);
    expect(log).not.toContain(access_token);
  });
});

describe('access tokens', () => {
  it('call the API as their user, in their company', async () => {
    const { access_token } = await install();
    const { body } = await api(access_token, 'GET', '/v1/users/me');
    expect(body.data).toMatchObject({
      id: 31,
      name: 'Direction',
      email: 'direction@nouvelle.example.org',
      company_id: 7002,
      company_name: 'Nouvelle entreprise',
      company_domain: 'company-7002',
      locale: 'fr_FR',
      language: { language_code: 'fr', country_code: 'FR' },
      role_id: 1,
      access: [
        { app: 'sales', admin: true },
        { app: 'global', admin: true },
      ],
    });
    const deal = await api(access_token, 'POST', '/api/v2/deals', { title: 'Première' });
    expect(deal.body.data).toMatchObject({ id: 1, creator_user_id: 31, owner_id: 31 });
  });

  it('are refused in the documented words once they expired', async () => {
    const { access_token } = await install();
    expect((await control('POST', '/companies/7002/expire-access-tokens')).body).toEqual({ expired: 1 });
    const late = await api(access_token, 'GET', '/v1/users/me');
    expect(late).toEqual({
      status: 401,
      body: { success: false, error: 'unauthorized access', errorCode: 401 },
    });
  });

  it('live as long as the control says', async () => {
    await control('PATCH', '/oauth', { accessTokenSeconds: 1 });
    const { access_token, expires_in } = await install();
    expect(expires_in).toBe(1);
    expect((await api(access_token, 'GET', '/v1/users/me')).status).toBe(200);
    await expect.poll(async () => (await api(access_token, 'GET', '/v1/users/me')).status).toBe(401);
  });

  it('do nothing their scopes or their user may not do', async () => {
    const admin = (await install()).access_token;
    await control('DELETE', '/companies/7002/scopes/deals:full');
    const refused = await api(admin, 'POST', '/api/v2/deals', { title: 'x' });
    expect(refused).toEqual({
      status: 403,
      body: {
        success: false,
        error: 'Scope and URL mismatch',
        errorCode: 403,
        error_info: 'Please check developers.pipedrive.com',
      },
    });
    await control('POST', '/companies/7002/scopes/deals:full');
    expect((await api(admin, 'POST', '/api/v2/deals', { title: 'x' })).status).toBe(200);
    const sales = (await install({ ...freshAdmin, userId: 21 })).access_token;
    expect((await api(sales, 'POST', '/api/v2/pipelines', { name: 'x' })).status).toBe(403);
    expect(await api(sales, 'GET', '/v1/webhooks')).toEqual({
      status: 403,
      body: { success: false, message: 'Forbidden' },
    });
  });

  it('hear of no activities that they may not read', async () => {
    const admin = (await install()).access_token;
    const webhook = {
      ...{ event_action: '*', event_object: 'activity', name: 'x', version: '2.0' },
      subscription_url: 'https://passerelle.example.org/webhooks/pipedrive',
    };
    await control('DELETE', '/companies/7002/scopes/activities:full');
    expect(await api(admin, 'POST', '/v1/webhooks', webhook)).toMatchObject({ status: 403 });
    await control('POST', '/companies/7002/scopes/activities:full');
    expect(await api(admin, 'POST', '/v1/webhooks', webhook)).toMatchObject({ status: 201 });
  });

  it('end with the refresh token and with the user', async () => {
    const { access_token, refresh_token } = await install();
    await control('PATCH', '/companies/7002/users/31', { active: false });
    expect((await api(access_token, 'GET', '/v1/users/me')).status).toBe(401);
    expect((await refresh(refresh_token)).status).toBe(400);
    await control('PATCH', '/companies/7002/users/31', { active: true });
    expect((await refresh(refresh_token)).status).toBe(200);
    await control('POST', '/companies/7002/expire-refresh-tokens');
    expect((await refresh(refresh_token)).status).toBe(400);
  });
});
