import { inspect } from 'node:util';
import nock from 'nock';
import { describe, expect, it } from 'vitest';
import { createSlackOauth } from '#sync/connectors/slack/oauth.ts';
import { nockOnly } from '../../../kit/nock-only.ts';
import { apiUrl, failureOf, refuses, succeeds } from './slack-api.ts';

nockOnly();

const redirectUri = 'https://passerelle.example.org/oauth/slack/callback';
const oauth = createSlackOauth({ apiUrl, clientId: '1.2', clientSecret: 'client-secret', redirectUri });

const granted = {
  access_token: 'xoxb-new',
  token_type: 'bot',
  scope: 'chat:write,commands',
  bot_user_id: 'U0BOT',
  app_id: 'A1',
  team: { id: 'T1', name: 'Exemple' },
  enterprise: null,
  authed_user: { id: 'U1' },
  is_enterprise_install: false,
};

describe('an installation', () => {
  it('begins on Slack’s page of consent, with our scopes', () => {
    const url = new URL(oauth.authorizeUrl('s+t/a=te'));
    expect(`${url.origin}${url.pathname}`).toBe('https://slack.example.org/oauth/v2/authorize');
    expect(Object.fromEntries(url.searchParams)).toEqual({
      client_id: '1.2',
      scope:
        'chat:write,commands,users:read,users:read.email,im:write,channels:read,groups:read,channels:history,groups:history,metadata.message:read',
      redirect_uri: redirectUri,
      state: 's+t/a=te',
    });
  });

  it('exchanges the code for the bot of one workspace', async () => {
    const sent = succeeds('oauth.v2.access', granted);
    expect(await oauth.exchangeCode('code-1')).toEqual({
      botToken: 'xoxb-new',
      scopes: ['chat:write', 'commands'],
      teamId: 'T1',
      teamName: 'Exemple',
      enterpriseId: null,
      botUserId: 'U0BOT',
      appId: 'A1',
      installedBy: 'U1',
    });
    expect(sent).toEqual([
      { client_id: '1.2', client_secret: 'client-secret', code: 'code-1', redirect_uri: redirectUri },
    ]);
  });

  it.each([
    ['for a whole organisation', { team: null, is_enterprise_install: true }, 'rejected', /un seul espace/],
    ['with tokens that rotate', { expires_in: 43_200, refresh_token: 'xoxe' }, 'rejected', /sans rotation/],
    ['of a person', { token_type: 'user', access_token: 'xoxp-new' }, 'sign-in-again', /xoxb-/],
  ])('%s is refused', async (_what, more, word, detail) => {
    succeeds('oauth.v2.access', { ...granted, ...more });
    const error = await failureOf(oauth.exchangeCode('code-1'));
    expect(error.failure).toMatchObject({ vendor: 'slack', word });
    expect(error.failure.detail.fr).toMatch(detail);
    expect(inspect(error, { depth: 9 })).not.toMatch(/xox[bpe]-new|client-secret/);
  });

  it.each(['invalid_code', 'code_already_used', 'bad_client_secret'])(
    '%s asks an administrator',
    async (code) => {
      refuses('oauth.v2.access', code);
      const error = await failureOf(oauth.exchangeCode('code-1'));
      expect(error.failure).toMatchObject({ word: 'sign-in-again', code, unclear: false });
      expect(inspect(error, { depth: 9 })).not.toMatch(/code-1|client-secret/);
    },
  );
});

describe('revoke', () => {
  it('makes the token worthless, which travels in a header', async () => {
    nock('https://slack.example.org', { reqheaders: { authorization: 'Bearer xoxb-old' } })
      .post('/api/auth.revoke', '')
      .reply(200, { ok: true, revoked: true });
    await oauth.revoke('xoxb-old');
  });

  it.each(['token_revoked', 'invalid_auth', 'account_inactive'])('%s: done already', async (code) => {
    refuses('auth.revoke', code);
    await oauth.revoke('xoxb-old');
  });

  it('says when it did not happen', async () => {
    refuses('auth.revoke', 'internal_error');
    expect((await failureOf(oauth.revoke('xoxb-old'))).failure.word).toBe('retry-later');
  });
});
