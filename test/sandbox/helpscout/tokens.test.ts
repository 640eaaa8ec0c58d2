import { describe, expect, it } from 'vitest';
import { ids } from './kit.ts';
import { deskStage } from './stage.ts';

const stage = deskStage();

const me = (token: string) => stage.api.send('GET', '/users/me', undefined, token);

describe('tokens of Help Scout', () => {
  it('gives one for client credentials, as a form and as JSON, without a refresh token', async () => {
    const byForm = await stage.api.grant({ grant_type: 'client_credentials' });
    const inForm = await byForm.json();
    expect([byForm.status, inForm]).toEqual([
      200,
      { token_type: 'bearer', access_token: expect.any(String), expires_in: 172_800 },
    ]);
    const asked = { ...stage.api.client, grant_type: 'client_credentials' };
    const byJson = await stage.api.send('POST', '/oauth2/token', asked);
    expect(byJson.body.access_token).not.toBe(inForm.access_token);
    expect((await me(inForm.access_token)).body).toMatchObject({ id: ids.integration, type: 'user' });
    expect((await me(byJson.body.access_token)).status).toBe(200);
  });

  it('exchanges a code once and refreshes, as the agent who let the app in', async () => {
    const code = stage.sandbox.helpscout.acts.authorize({ userId: ids.sales });
    const first = await (await stage.api.grant({ grant_type: 'authorization_code', code })).json();
    expect((await me(first.access_token)).body.email).toBe('vente@example.org');
    expect((await stage.api.grant({ grant_type: 'authorization_code', code })).status).toBe(400);
    const fields = { grant_type: 'refresh_token', refresh_token: first.refresh_token };
    const second = await (await stage.api.grant(fields)).json();
    expect((await me(second.access_token)).body.id).toBe(ids.sales);
    expect((await stage.api.grant({ ...fields, refresh_token: 'unknown' })).status).toBe(400);
  });

  it('refuses unknown apps and grants, and calls with a dead or no token', async () => {
    const wrong = await stage.api.grant({ grant_type: 'client_credentials', client_secret: 'wrong' });
    expect([wrong.status, await wrong.json()]).toMatchObject([401, { error: 'invalid_client' }]);
    expect((await stage.api.grant({ grant_type: 'password' })).status).toBe(400);
    const token = await stage.api.freshToken();
    stage.sandbox.helpscout.memory.accessTokens[0] = {
      token,
      agentId: ids.integration,
      diesAt: new Date(Date.now() - 1).toISOString(),
    };
    for (const answer of [await me(token), await me('unknown'), await stage.api.send('GET', '/users/me')]) {
      expect(answer.status).toBe(401);
      expect(answer.headers.get('content-type')).toContain('application/vnd.error+json');
      expect(answer.body).toMatchObject({ message: 'Unauthorized', logRef: expect.any(String) });
    }
  });

  it('refuses the token of a deactivated user', async () => {
    const token = await stage.api.freshToken();
    stage.sandbox.helpscout.acts.deactivateUser({ userId: ids.integration });
    expect((await me(token)).status).toBe(401);
  });

  it('keeps older tokens alive, unless the account ends them', async () => {
    const first = await stage.api.freshToken();
    await stage.api.freshToken();
    expect((await me(first)).status).toBe(200);
    stage.sandbox.helpscout.memory.settings.doesTokenKillOlder = true;
    const last = await stage.api.freshToken();
    expect((await me(first)).status).toBe(401);
    expect((await me(last)).status).toBe(200);
  });

  it('logs calls without credentials', async () => {
    await stage.api.call('POST', '/webhooks', {
      url: 'http://127.0.0.1:9/x',
      events: ['convo.created'],
      secret: 'word',
    });
    const calls = stage.sandbox.calls.list('helpscout');
    expect(calls.map(({ method, path, status }) => [method, path, status])).toEqual([
      ['POST', '/helpscout/v2/oauth2/token', 200],
      ['POST', '/helpscout/v2/webhooks', 201],
    ]);
    const text = JSON.stringify(calls);
    expect(text).toContain('client_credentials');
    expect(text).not.toContain('word"');
    expect(text).not.toContain(stage.api.client.client_secret);
  });
});
