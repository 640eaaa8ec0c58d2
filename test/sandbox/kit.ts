import type { Sandbox } from '../../services/sandbox/src/sandbox.ts';
import { sandboxSecrets } from '../../services/sandbox/src/secrets.ts';

type Who = { companyId: number; userId: number };

/** The admin of the company on its first day. */
export const freshAdmin: Who = { companyId: sandboxSecrets.freshCompanyId, userId: 31 };

export type Tokens = {
  access_token: string;
  refresh_token: string;
  expires_in: number;
  scope: string;
  api_domain: string;
  token_type: string;
};

/** Calls to one sandbox as the app and its users make them. */
export function callsTo(sandbox: () => Sandbox) {
  const callbackUrl = () => sandbox().companies.oauth.callbackUrl();
  const basic = `Basic ${btoa(`${sandboxSecrets.clientId}:${sandboxSecrets.clientSecret}`)}`;

  const form = (path: string, fields: Record<string, string>, headers: Record<string, string> = {}) =>
    fetch(`${sandbox().url}${path}`, {
      method: 'POST',
      body: new URLSearchParams(fields),
      headers,
      redirect: 'manual',
    });

  const door = (path: '/oauth/token' | '/oauth/revoke', fields: Record<string, string>) =>
    form(path, fields, { authorization: basic });

  /** Somebody presses a button of the consent page; gives where the browser is sent. */
  async function decide(decision: 'allow' | 'refuse', who = freshAdmin, state = 'abc'): Promise<URL> {
    const response = await form('/oauth/authorize', {
      client_id: sandboxSecrets.clientId,
      redirect_uri: callbackUrl(),
      state,
      companyId: String(who.companyId),
      userId: String(who.userId),
      decision,
    });
    return new URL(response.headers.get('location') ?? 'missing:');
  }

  async function install(who = freshAdmin): Promise<Tokens> {
    const code = (await decide('allow', who)).searchParams.get('code') ?? '';
    const asked = { grant_type: 'authorization_code', code, redirect_uri: callbackUrl() };
    return (await door('/oauth/token', asked)).json();
  }

  const refresh = (refreshToken: string) =>
    door('/oauth/token', { grant_type: 'refresh_token', refresh_token: refreshToken });

  /** An API call with an access token. */
  async function api(token: string, method: string, path: string, body?: unknown) {
    const response = await fetch(`${sandbox().url}${path}`, {
      method,
      headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    return { status: response.status, body: JSON.parse((await response.text()) || 'null') };
  }

  /** A call of the control API. */
  async function control(method: string, path: string, body: unknown = {}) {
    const response = await fetch(`${sandbox().url}/sandbox${path}`, {
      method,
      headers: { 'content-type': 'application/json' },
      ...(method === 'GET' ? {} : { body: JSON.stringify(body) }),
    });
    return { status: response.status, body: JSON.parse((await response.text()) || 'null') };
  }

  return { form, door, decide, install, refresh, api, control, callbackUrl };
}
