import * as z from 'zod';
import type { OutsideFailure } from '../errors.ts';
import { OutsideError } from '../errors.ts';
import { inStaffWords } from '../failure-words.ts';
import { createHttp } from '../http.ts';
import { toOutsideError } from '../http-errors.ts';
import { refusalWords } from './oauth-words.ts';

export interface PipedriveOauthOptions {
  /** Base without a path (interfaces.md section 5). */
  oauthUrl: string;
  clientId: string;
  clientSecret: string;
  /** Exactly the callback of the Developer Hub: an app has one (pipedrive.md 1.1). */
  redirectUri: string;
  timeoutMs?: number;
}

/** What an installation gives: the tokens of one user in one company. */
export interface PipedriveTokens {
  accessToken: string;
  /** Not rotated today; keep whatever comes back (pipedrive.md 1.1). */
  refreshToken: string;
  /** Of the access token, from now. */
  expiresInSeconds: number;
  /** What was granted; may be less than the app asks for today. */
  scopes: string[];
  /** Base of the calls with these tokens, without a path and without a slash at its end. */
  apiDomain: string;
}

/**
 * Pipedrive's OAuth server (pipedrive.md 1.1). Its own helper stores nothing safely across nodes (1.5), so these are
 * the bare calls: whoever holds the tokens keeps them, and refreshes one at a time.
 *
 * Each call throws OutsideError alone: `sign-in-again` when a person has to install again or to correct the app's
 * credentials, `retry-later` when the server is away; never `unclear`, because every call may be repeated.
 */
export interface PipedriveOauth {
  /** Where a person gives their consent. @param state comes back with the answer, to tell whose it is */
  authorizeUrl(state: string): string;
  /** @param code of the callback; five minutes old at most, good for one time */
  exchange(code: string): Promise<PipedriveTokens>;
  refresh(refreshToken: string): Promise<PipedriveTokens>;
  /** Uninstalls the app for the user of the token; one that is unknown is fine. */
  revoke(refreshToken: string): Promise<void>;
}

const Tokens = z
  .object({
    access_token: z.string().min(1),
    token_type: z.string().regex(/^bearer$/i),
    refresh_token: z.string().min(1),
    expires_in: z.coerce.number().positive(),
    scope: z
      .string()
      .nullish()
      .transform((scope) => (scope ?? '').split(/[\s,]+/).filter((name) => name !== '')),
    api_domain: z.url({ protocol: /^https?$/ }),
  })
  .transform(
    (answer): PipedriveTokens => ({
      accessToken: answer.access_token,
      refreshToken: answer.refresh_token,
      expiresInSeconds: answer.expires_in,
      scopes: answer.scope,
      apiDomain: answer.api_domain.replace(/\/+$/, ''),
    }),
  );

/** Only a word of the protocol is read: everything else of the answer may hold what we sent. */
const Refusal = z.object({ error: z.string().regex(/^[a-z_]{1,40}$/) });

/** Other refusals have words of their own in http-errors.ts. */
const ordinaryRefusals = new Set([402, 404, 405, 408, 410, 429]);

/** The three calls of OAuth, with the app's credentials in the Basic header. */
export function createPipedriveOauth(options: PipedriveOauthOptions): PipedriveOauth {
  const { oauthUrl, clientId, redirectUri } = options;
  const send = createSender(options);
  const tokens = async (form: Record<string, string>) => readTokens(await send('/oauth/token', form));
  return {
    authorizeUrl(state) {
      const url = new URL('/oauth/authorize', oauthUrl);
      url.search = String(new URLSearchParams({ client_id: clientId, redirect_uri: redirectUri, state }));
      return url.href;
    },
    exchange: (code) => tokens({ grant_type: 'authorization_code', code, redirect_uri: redirectUri }),
    refresh: (refreshToken) => tokens({ grant_type: 'refresh_token', refresh_token: refreshToken }),
    async revoke(refreshToken) {
      await send('/oauth/revoke', { token: refreshToken, token_type_hint: 'refresh_token' });
    },
  };
}

function createSender({ oauthUrl, clientId, clientSecret, timeoutMs }: PipedriveOauthOptions) {
  const credentials = Buffer.from(`${clientId}:${clientSecret}`, 'utf8').toString('base64');
  const http = createHttp({
    vendor: 'pipedrive',
    baseURL: oauthUrl,
    headers: { Authorization: `Basic ${credentials}` },
    ...(timeoutMs === undefined ? {} : { timeoutMs }),
  });
  const validateStatus = (status: number) =>
    status < 300 || (status >= 400 && status < 500 && !ordinaryRefusals.has(status));
  return async (path: string, form: Record<string, string>): Promise<unknown> => {
    const body = new URLSearchParams(form);
    const answer = await http.post<unknown>(path, body, { validateStatus }).catch((error: unknown) => {
      throw neverUnclear(error);
    });
    if (answer.status >= 400) throw refusal(answer, form.grant_type === 'authorization_code');
    return answer.data;
  };
}

function readTokens(answer: unknown): PipedriveTokens {
  const parsed = Tokens.safeParse(answer);
  if (!parsed.success) throw toOutsideError(parsed.error, 'pipedrive');
  return parsed.data;
}

function refusal({ status, data }: { status: number; data: unknown }, isInstallation: boolean): OutsideError {
  const facts = { vendor: 'pipedrive', status, unclear: false } as const;
  // A page instead of JSON is the shield in front of Pipedrive (pipedrive.md 5.3).
  if (status === 403 && typeof data === 'string' && data.includes('<'))
    return new OutsideError({ ...facts, ...inStaffWords('pipedrive', 'blocked', null, false) });
  const code = Refusal.safeParse(data).data?.error ?? (status === 401 ? 'invalid_client' : null);
  return new OutsideError({ ...facts, word: 'sign-in-again', ...refusalWords(code, isInstallation) });
}

/** A token may be asked for twice: nothing of ours happens by it, so the words of a doubtful write would mislead. */
function neverUnclear(error: unknown): unknown {
  if (!(error instanceof OutsideError) || !error.failure.unclear) return error;
  const { failure } = error;
  const situation = failure.status === undefined ? 'unreachable' : 'down';
  const clear: OutsideFailure = {
    ...failure,
    ...inStaffWords('pipedrive', situation, null, false),
    unclear: false,
  };
  return new OutsideError(clear);
}
