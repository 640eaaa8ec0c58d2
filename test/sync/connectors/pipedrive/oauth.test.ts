import { inspect } from 'node:util';
import { afterEach, describe, expect, it } from 'vitest';
import { OutsideError } from '#sync/connectors/errors.ts';
import { createPipedriveOauth } from '#sync/connectors/pipedrive/oauth.ts';
import type { Loopback } from '../loopback.ts';
import { loopback } from '../loopback.ts';

const clientSecret = 'very-secret-of-the-app';
const refreshToken = '77:11:very-secret-refresh';
const answer = {
  access_token: 'v1u:very-secret-access',
  token_type: 'Bearer',
  refresh_token: refreshToken,
  scope: 'base,deals:full contacts:full',
  expires_in: 3599,
  api_domain: 'https://example.pipedrive.com/',
};

const open: Loopback[] = [];
afterEach(async () => {
  await Promise.all(open.splice(0).map((server) => server.close()));
});

interface Asked {
  path: string | undefined;
  authorization: string | undefined;
  type: string | undefined;
  form: Record<string, string>;
}

/** An OAuth server that always answers the same, and what it was asked. */
async function answering(status: number, body: unknown, type = 'application/json') {
  const asked: Asked[] = [];
  const server = await loopback((request, response) => {
    const { authorization, 'content-type': contentType } = request.headers;
    let text = '';
    request.on('data', (chunk) => {
      text += chunk;
    });
    request.on('end', () => {
      const form = Object.fromEntries(new URLSearchParams(text));
      asked.push({ path: request.url, authorization, type: contentType?.split(';')[0], form });
      response.writeHead(status, { 'content-type': type });
      response.end(typeof body === 'string' ? body : JSON.stringify(body));
    });
  });
  open.push(server);
  return { asked, oauth: oauthAt(server.url) };
}

function oauthAt(oauthUrl: string, timeoutMs = 2_000) {
  const redirectUri = 'https://passerelle.example.org/oauth/pipedrive/callback';
  return createPipedriveOauth({ oauthUrl, clientId: 'app-1', clientSecret, redirectUri, timeoutMs });
}

async function failureOf(work: Promise<unknown>): Promise<OutsideError> {
  const error = await work.catch((reason: unknown) => reason);
  if (error instanceof OutsideError) return error;
  throw new Error('no OutsideError');
}

describe('asking for consent', () => {
  it('names the app, the callback and the state', () => {
    const url = new URL(oauthAt('https://oauth.pipedrive.com').authorizeUrl('st&te 1'));
    expect(url.origin + url.pathname).toBe('https://oauth.pipedrive.com/oauth/authorize');
    expect(Object.fromEntries(url.searchParams)).toEqual({
      client_id: 'app-1',
      redirect_uri: 'https://passerelle.example.org/oauth/pipedrive/callback',
      state: 'st&te 1',
    });
  });
});

describe('tokens', () => {
  it('are given for a code', async () => {
    const { oauth, asked } = await answering(200, answer);
    expect(await oauth.exchange('code-1')).toEqual({
      accessToken: 'v1u:very-secret-access',
      refreshToken,
      expiresInSeconds: 3599,
      scopes: ['base', 'deals:full', 'contacts:full'],
      apiDomain: 'https://example.pipedrive.com',
    });
    expect(asked).toEqual([
      {
        path: '/oauth/token',
        authorization: `Basic ${Buffer.from(`app-1:${clientSecret}`).toString('base64')}`,
        type: 'application/x-www-form-urlencoded',
        form: {
          grant_type: 'authorization_code',
          code: 'code-1',
          redirect_uri: 'https://passerelle.example.org/oauth/pipedrive/callback',
        },
      },
    ]);
  });

  it('are renewed with the refresh token, whatever the case of their type and without scopes', async () => {
    const { scope: _none, ...unscoped } = answer;
    const { oauth, asked } = await answering(200, { ...unscoped, token_type: 'BEARER', expires_in: '60' });
    expect(await oauth.refresh(refreshToken)).toMatchObject({ scopes: [], expiresInSeconds: 60 });
    expect(asked[0]?.form).toEqual({ grant_type: 'refresh_token', refresh_token: refreshToken });
  });

  it('are revoked by the refresh token, in the form and not in the address', async () => {
    const { oauth, asked } = await answering(200, {});
    await oauth.revoke(refreshToken);
    expect(asked[0]).toMatchObject({
      path: '/oauth/revoke',
      form: { token: refreshToken, token_type_hint: 'refresh_token' },
    });
  });

  it.each([
    ['another kind of token', { ...answer, token_type: 'mac' }],
    ['no token', { ...answer, access_token: '' }],
    ['no refresh token', { ...answer, refresh_token: null }],
    ['a life of nothing', { ...answer, expires_in: 0 }],
    ['no base', { ...answer, api_domain: 'javascript:alert(1)' }],
    ['a page', '<html>hotel Wi-Fi</html>'],
  ])('with %s are broken, and the error does not show them', async (_what, body) => {
    const { oauth } = await answering(200, body);
    const error = await failureOf(oauth.refresh(refreshToken));
    expect(error.failure.word).toBe('broken');
    expect(inspect(error, { depth: 10, showHidden: true })).not.toMatch(/very-secret/);
  });
});

describe('refusals', () => {
  it.each([
    [400, { error: 'invalid_grant' }, /installer Passerelle de nouveau/],
    [401, { error: 'invalid_client' }, /PIPEDRIVE_CLIENT_ID/],
    [400, { error: 'invalid_client' }, /PIPEDRIVE_CLIENT_ID/],
    [401, '', /PIPEDRIVE_CLIENT_ID/],
    [400, { error: 'unsupported_grant_type' }, /« unsupported_grant_type » /],
    [403, { error: 'forbidden' }, /« forbidden » /],
    [422, { error: `token ${refreshToken} of ${clientSecret}` }, /installer Passerelle de nouveau/],
  ])('%i %j of a refresh waits for an administrator', async (status, body, words) => {
    const { oauth, asked } = await answering(status, body);
    const error = await failureOf(oauth.refresh(refreshToken));
    expect(error.failure).toMatchObject({
      vendor: 'pipedrive',
      word: 'sign-in-again',
      status,
      unclear: false,
    });
    expect(error.failure.detail.fr).toMatch(words);
    expect(inspect(error, { depth: 10, showHidden: true })).not.toMatch(/very-secret/);
    expect(asked).toHaveLength(1);
  });

  it('of a code tell to start the installation again', async () => {
    const { oauth } = await answering(400, { error: 'invalid_grant' });
    const { failure } = await failureOf(oauth.exchange('old'));
    expect(failure).toMatchObject({ word: 'sign-in-again' });
    expect(failure.detail.fr).toContain('Recommencez l’installation');
  });
});

describe('a server that is away', () => {
  it.each([
    [429, 'application/json', '{}'],
    [500, 'application/json', '{}'],
    [503, 'text/html', '<html></html>'],
    [403, 'text/html', '<!doctype html><title>Cloudflare</title>'],
  ])('%i %s is waited for, and nothing is said to be in doubt', async (status, type, body) => {
    const { oauth } = await answering(status, body, type);
    const { failure } = await failureOf(oauth.refresh(refreshToken));
    expect(failure).toMatchObject({ word: 'retry-later', status, unclear: false });
    expect(failure.detail.fr).not.toContain('peut-être');
  });

  it('does not answer in time', async () => {
    const server = await loopback(() => {});
    open.push(server);
    const error = await failureOf(oauthAt(server.url, 60).refresh(refreshToken));
    expect(error.failure).toMatchObject({ word: 'retry-later', unclear: false });
    expect(error.failure.detail.fr).not.toContain('peut-être');
    expect(inspect(error, { depth: 10, showHidden: true })).not.toMatch(/very-secret/);
  });
});
