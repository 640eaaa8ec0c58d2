import { randomBytes } from 'node:crypto';
import type { AppUser } from '../pipedrive/authentication.ts';
import type { Grant, OauthMemory } from './grants.ts';
import { invalidGrant } from './oauth-error.ts';

export type AuthorizationServerOptions = {
  memory: OauthMemory;
  now: () => Date;
  onChange: () => void;
  /** May this user install and use apps now? */
  isActive: (companyId: number, userId: number) => boolean;
  /** Told when a user's installation ended, whoever ended it. */
  onUninstalled: (companyId: number, userId: number) => void;
  /** The service's own callback, unless the settings say another. */
  defaultCallbackUrl: () => string;
  /** Base of the API, told in `api_domain`. */
  apiDomain: () => string;
};

/** The answer of the token door (pipedrive.md 1.1). */
export type TokenAnswer = {
  access_token: string;
  token_type: 'Bearer';
  expires_in: number;
  refresh_token: string;
  scope: string;
  api_domain: string;
};

export type AuthorizationServer = ReturnType<typeof createAuthorizationServer>;

const codeMs = 5 * 60_000;
const dayMs = 24 * 3_600_000;

/** Opaque, with the vendor's prefix of today: nobody may split it (pipedrive.md 1.1). */
function newToken(): string {
  return `v1u:${randomBytes(30).toString('base64url')}`;
}

/**
 * The vendor's OAuth for one app: codes good for 5 minutes and once, refresh tokens that are not rotated and die
 * of 60 days without use (pipedrive.md 1.1). Refusals are thrown as OauthError.
 */
export function createAuthorizationServer(options: AuthorizationServerOptions) {
  const { memory, now, onChange, isActive } = options;
  const after = (ms: number): string => new Date(now().getTime() + ms).toISOString();
  const isPast = (instant: string): boolean => instant <= now().toISOString();
  const callbackUrl = (): string => memory.settings.callbackUrl ?? options.defaultCallbackUrl();

  /** A code for the user who said yes. */
  function allow(companyId: number, userId: number): string {
    const code = randomBytes(20).toString('hex');
    memory.codes = memory.codes.filter((each) => !isPast(each.expiresAt));
    memory.codes.push({ code, companyId, userId, expiresAt: after(codeMs) });
    memory.counts.codes += 1;
    onChange();
    return code;
  }

  function answer(grant: Grant): TokenAnswer {
    const { companyId, userId, scopes } = grant;
    const seconds = memory.settings.accessTokenSeconds;
    const token = newToken();
    memory.accessTokens = memory.accessTokens.filter((each) => !isPast(each.expiresAt));
    memory.accessTokens.push({
      token,
      companyId,
      userId,
      scopes: [...scopes],
      expiresAt: after(seconds * 1000),
    });
    grant.lastUsedAt = now().toISOString();
    onChange();
    return {
      access_token: token,
      token_type: 'Bearer',
      expires_in: seconds,
      refresh_token: grant.refreshToken,
      scope: scopes.join(','),
      api_domain: options.apiDomain(),
    };
  }

  /** A second installation by the same user takes the place of the first (UNVERIFIED). */
  function install(companyId: number, userId: number): Grant {
    const at = now().toISOString();
    const scopes = [...memory.settings.scopes];
    const grant: Grant = {
      companyId,
      userId,
      refreshToken: newToken(),
      scopes,
      installedAt: at,
      lastUsedAt: at,
    };
    memory.grants = memory.grants.filter((each) => !isOf(each, companyId, userId));
    memory.grants.push(grant);
    return grant;
  }

  /** Tokens for a code. Throws `invalid_grant` for one that is unknown, used, too old, or of another address. */
  function exchange(code: string, redirectUri: string): TokenAnswer & { companyId: number } {
    const found = memory.codes.find((each) => each.code === code);
    memory.codes = memory.codes.filter((each) => each !== found);
    if (!found || isPast(found.expiresAt)) throw invalidGrant('The code is not valid.');
    if (redirectUri !== callbackUrl()) throw invalidGrant('The redirect URL is not that of the code.');
    if (!isActive(found.companyId, found.userId)) throw invalidGrant('The user is not active.');
    memory.counts.exchanges += 1;
    return { ...answer(install(found.companyId, found.userId)), companyId: found.companyId };
  }

  /** A fresh access token under the same refresh token. Throws `invalid_grant`. */
  function refresh(refreshToken: string): TokenAnswer & { companyId: number } {
    const grant = memory.grants.find((each) => each.refreshToken === refreshToken);
    if (!grant || !isActive(grant.companyId, grant.userId))
      throw invalidGrant('The refresh token is not valid.');
    const unusedMs = now().getTime() - new Date(grant.lastUsedAt).getTime();
    if (unusedMs >= memory.settings.refreshTokenDays * dayMs) {
      throw invalidGrant('The refresh token has expired.');
    }
    memory.counts.refreshes += 1;
    return { ...answer(grant), companyId: grant.companyId };
  }

  /** Kills one access token, or with a refresh token the whole installation; knows nothing of other texts. */
  function revoke(token: string): void {
    memory.counts.revocations += 1;
    memory.accessTokens = memory.accessTokens.filter((each) => each.token !== token);
    const grant = memory.grants.find((each) => each.refreshToken === token);
    if (grant) end(grant.companyId, grant.userId);
    onChange();
  }

  /** Ends the installations of a company, or of one user there: tokens die at once. Gives those who had one. */
  function end(companyId: number, userId?: number): Grant[] {
    const gone = memory.grants.filter((each) => isOf(each, companyId, userId));
    memory.grants = memory.grants.filter((each) => !gone.includes(each));
    memory.accessTokens = memory.accessTokens.filter((each) => !isOf(each, companyId, userId));
    for (const each of gone) options.onUninstalled(each.companyId, each.userId);
    onChange();
    return gone;
  }

  /** The user of a living access token of that company. */
  function findAppUser(companyId: number, token: string): AppUser | undefined {
    const found = memory.accessTokens.find((each) => each.token === token);
    if (found?.companyId !== companyId || isPast(found.expiresAt)) return undefined;
    return { userId: found.userId, scopes: found.scopes };
  }

  return { memory, callbackUrl, allow, exchange, refresh, revoke, end, findAppUser };
}

type Owned = { companyId: number; userId: number };

function isOf(owned: Owned, companyId: number, userId: number | undefined): boolean {
  return owned.companyId === companyId && (userId === undefined || owned.userId === userId);
}
