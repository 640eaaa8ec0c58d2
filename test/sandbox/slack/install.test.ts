import { createServer } from 'node:http';
import { WebClient } from '@slack/web-api';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { type Sandbox, startSandbox } from '../../../services/sandbox/src/sandbox.ts';
import { sandboxSecrets } from '../../../services/sandbox/src/secrets.ts';
import { clientOf, ids, refusal, silent } from './kit.ts';

let sandbox: Sandbox;
beforeAll(async () => {
  sandbox = await startSandbox({ instant: true });
});
afterAll(() => sandbox.stop());
beforeEach(() => sandbox.reset());

const redirectUri = 'http://127.0.0.1:3000/oauth/slack/callback';
const credentials = {
  client_id: sandboxSecrets.slackClientId,
  client_secret: sandboxSecrets.slackClientSecret,
};
const consent = {
  teamId: ids.partnerTeam,
  user: ids.partnerAdmin,
  scopes: ['chat:write', 'users:read'],
  redirectUri,
  state: 'abc',
};

function exchange(code: string, fields: object = {}) {
  const client = new WebClient(undefined, {
    slackApiUrl: sandbox.environment.SLACK_API_URL ?? '',
    retryConfig: { retries: 0 },
    logger: silent,
  });
  return client.oauth.v2.access({ ...credentials, code, redirect_uri: redirectUri, ...fields });
}

const codeOf = (address: string) => new URL(address).searchParams.get('code') ?? '';

describe('installing', () => {
  it('turns a consent into a bot token that works in that workspace', async () => {
    const address = new URL(sandbox.slack.acts.grant(consent));
    expect(`${address.origin}${address.pathname}`).toBe(redirectUri);
    expect(address.searchParams.get('state')).toBe('abc');
    const installed = await exchange(codeOf(address.href));
    expect(installed).toMatchObject({
      team: { id: ids.partnerTeam, name: 'Nouvelle entreprise' },
      scope: 'chat:write,users:read',
      token_type: 'bot',
      app_id: ids.app,
      authed_user: { id: ids.partnerAdmin },
      is_enterprise_install: false,
    });
    const client = clientOf(sandbox, installed.access_token);
    expect(await client.auth.test()).toMatchObject({
      team_id: ids.partnerTeam,
      user_id: installed.bot_user_id,
    });
    await client.chat.postMessage({ channel: ids.partnerGeneral, text: 'Bonjour' });
    const elsewhere = client.chat.postMessage({ channel: ids.approvals, text: 'Bonjour' });
    expect(await refusal(elsewhere)).toMatchObject({ error: 'channel_not_found' });
  });

  it('takes a code once, from the right app, with the address of the consent', async () => {
    const code = codeOf(sandbox.slack.acts.grant(consent));
    const refused = async (fields: object) => (await refusal(exchange(code, fields))).error;
    expect(await refused({ client_id: 'x' })).toBe('invalid_client_id');
    expect(await refused({ client_secret: 'x' })).toBe('bad_client_secret');
    expect(await refused({ redirect_uri: 'http://127.0.0.1/other' })).toBe('bad_redirect_uri');
    await exchange(code);
    expect(await refused({})).toBe('invalid_code');
  });

  it('keeps the token of a workspace while it works, and makes a new one when it does not', async () => {
    const again = { ...consent, teamId: ids.team, user: ids.sales };
    const first = await exchange(codeOf(sandbox.slack.acts.grant(again)));
    expect(first.access_token).toBe(sandbox.environment.SLACK_BOT_TOKEN);
    await clientOf(sandbox).auth.revoke();
    expect(await refusal(clientOf(sandbox).auth.test())).toMatchObject({ error: 'token_revoked' });
    const second = await exchange(codeOf(sandbox.slack.acts.grant(again)));
    expect(second.access_token).not.toBe(first.access_token);
    expect(await clientOf(sandbox, second.access_token).auth.test()).toMatchObject({ ok: true });
  });

  it('lets neither guests nor strangers install, nor scopes that the app has not', () => {
    const grant = (fields: object) => () => sandbox.slack.acts.grant({ ...consent, ...fields });
    expect(grant({ teamId: ids.team, user: ids.guest })).toThrow('Guests');
    expect(grant({ user: ids.sales })).toThrow('not of the workspace');
    expect(grant({ scopes: ['admin'] })).toThrow('admin');
  });

  it('tells the app when it is removed', async () => {
    const told: unknown[] = [];
    const app = createServer((req, res) => {
      const parts: Buffer[] = [];
      req.on('data', (part: Buffer) => parts.push(part));
      req.on('end', () => {
        told.push(JSON.parse(Buffer.concat(parts).toString()).event);
        res.writeHead(200).end();
      });
    });
    await new Promise<void>((resolve) => app.listen(0, '127.0.0.1', resolve));
    const address = app.address();
    const to = `http://127.0.0.1:${typeof address === 'object' ? address?.port : 0}`;
    try {
      await sandbox.slack.acts.uninstall({ to, teamId: ids.team });
    } finally {
      app.close();
    }
    expect(told).toMatchObject([
      { type: 'tokens_revoked', tokens: { bot: [ids.botUser] } },
      { type: 'app_uninstalled' },
    ]);
    expect(await refusal(clientOf(sandbox).auth.test())).toMatchObject({ error: 'token_revoked' });
  });
});
