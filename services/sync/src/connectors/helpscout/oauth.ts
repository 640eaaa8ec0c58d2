import * as z from 'zod';
import { OutsideError } from '../errors.ts';
import { inStaffWords } from '../failure-words.ts';
import { createHttp } from '../http.ts';
import type { CallLog } from './calls.ts';
import { toDeskError } from './errors.ts';
import { accessRefused, appUnknown } from './words.ts';

/** Where the access token of an account comes from. */
export interface TokenSource {
  /** A token that is not `refused`; asks Help Scout at most once for all nodes. @throws OutsideError */
  current(refused?: string): Promise<string>;
  /** A token was refused that had just been given in place of another: a next one would fare no better for a while. */
  refusedAnew(): void;
}

/** An access token and when it ends. */
export interface KeptToken {
  token: string;
  expiresAt: Date;
}

/** Where the token lives (the store): `exclusively` runs one at a time over all nodes. */
export interface TokenKeep {
  read(): Promise<KeptToken | null>;
  exclusively<T>(
    work: (store: {
      read(): Promise<KeptToken | null>;
      write(token: string, expiresAt: Date): Promise<void>;
    }) => Promise<T>,
  ): Promise<T>;
}

export interface TokenSourceOptions {
  /** Ends in `/v2` (interfaces.md section 5). */
  apiUrl: string;
  appId: string;
  appSecret: string;
  keep: TokenKeep;
  log?: CallLog;
  timeoutMs?: number;
}

/** For so long no new token is asked for after a fresh one was refused. */
const refusedMs = 60_000;
/** Of a token, when Help Scout does not say it (helpscout.md 1). */
const usualLifeSeconds = 172_800;
/** A token that ends sooner than this is renewed before it is used. */
const spareMs = 5 * 60_000;

const Granted = z.object({
  access_token: z.string().min(1),
  expires_in: z.coerce.number().positive().catch(usualLifeSeconds),
});

/** Other refusals have words of their own in http-errors.ts. */
const refusals = new Set([400, 401, 403, 422]);

/**
 * The token of the app (grant `client_credentials`, helpscout.md 1). All calls of a node that need a new one wait for
 * the same; of several nodes one asks, and the others read what it kept.
 */
export function createTokenSource(options: TokenSourceOptions): TokenSource {
  const ask = createAsking(options);
  let known: KeptToken | null = null;
  let asking: Promise<string> | null = null;
  let refusedUntilMs = 0;

  const renew = async (refused: string | undefined): Promise<string> => {
    const kept = await options.keep.read();
    known = isUsable(kept, refused) ? kept : await renewed(options.keep, ask, refused);
    return known.token;
  };
  return {
    async current(refused) {
      if (isUsable(known, refused)) return known.token;
      // With the token that is known a call may go well again; another one is not worth asking for yet.
      if (refused !== undefined && Date.now() < refusedUntilMs) throw stillRefused();
      if (asking) {
        const shared = await asking;
        // Whoever asked did not know of the refusal, perhaps.
        if (shared !== refused) return shared;
      }
      asking ??= renew(refused).finally(() => {
        asking = null;
      });
      return asking;
    },
    refusedAnew() {
      refusedUntilMs = Date.now() + refusedMs;
    },
  };
}

function renewed(
  keep: TokenKeep,
  ask: () => Promise<KeptToken>,
  refused: string | undefined,
): Promise<KeptToken> {
  return keep.exclusively(async (store) => {
    const meanwhile = await store.read();
    if (isUsable(meanwhile, refused)) return meanwhile;
    const granted = await ask();
    await store.write(granted.token, granted.expiresAt);
    return granted;
  });
}

function isUsable(kept: KeptToken | null, refused: string | undefined): kept is KeptToken {
  return kept !== null && kept.token !== refused && kept.expiresAt.getTime() - spareMs > Date.now();
}

/** Asks Help Scout. The secret travels in a form body, never in the address; nothing of a refusal is quoted. */
function createAsking({ apiUrl, appId, appSecret, log, timeoutMs }: TokenSourceOptions) {
  const http = createHttp({
    vendor: 'helpscout',
    baseURL: apiUrl,
    ...(timeoutMs === undefined ? {} : { timeoutMs }),
  });
  const form = { grant_type: 'client_credentials', client_id: appId, client_secret: appSecret };
  const validateStatus = (status: number) => status < 300 || refusals.has(status);
  return async (): Promise<KeptToken> => {
    const askedAtMs = Date.now();
    const body = new URLSearchParams(form);
    const answer = await http.post<unknown>('/oauth2/token', body, { validateStatus }).catch((error) => {
      // A token may be asked for twice: nothing happens by it, and nothing is in doubt.
      throw misplaced(toDeskError(error));
    });
    if (answer.status >= 400) throw refused(answer.status, answer.data);
    const granted = Granted.safeParse(answer.data);
    if (!granted.success) throw toDeskError(granted.error);
    const { access_token: token, expires_in: seconds } = granted.data;
    log?.debug({ vendor: 'helpscout', expiresInSeconds: seconds }, 'token');
    return { token, expiresAt: new Date(askedAtMs + seconds * 1000) };
  };
}

function stillRefused(): OutsideError {
  return new OutsideError({ vendor: 'helpscout', ...accessRefused, status: 401, unclear: false });
}

function refused(status: number, body: unknown): OutsideError {
  const isShield = status === 403 && typeof body === 'string' && body.includes('<');
  const problem = isShield ? inStaffWords('helpscout', 'blocked', null, false) : appUnknown;
  return new OutsideError({ vendor: 'helpscout', ...problem, status, unclear: false });
}

/** No token endpoint is there: the address is not Help Scout's. */
function misplaced(error: OutsideError): OutsideError {
  if (error.failure.status !== 404) return error;
  return new OutsideError({ ...error.failure, ...inStaffWords('helpscout', 'moved', null, false) });
}
