import type { Kysely } from 'kysely';
import { OutsideError } from '../connectors/errors.ts';
import type { BearerAuth } from '../connectors/pipedrive/authentication.ts';
import type { PipedriveOauth, PipedriveTokens } from '../connectors/pipedrive/oauth.ts';
import { KeyMissing, type Seal, sealedAnew } from '../sealed.ts';
import { holdCompany, lockCompany, takeUpAnew } from '../store/companies.ts';
import type { Store } from '../store/instances.ts';
import {
  allTokens,
  forgetTokens,
  type KeptTokens,
  keepRenewedTokens,
  lockTokens,
  markTokensRefused,
  serviceTokens,
  type TokenRow,
} from '../store/pipedrive-tokens.ts';
import type { Schema } from '../store/schema.ts';

/** What access to companies by OAuth needs. */
export interface AccessOptions {
  db: Kysely<Schema>;
  oauth(): PipedriveOauth;
  seal: Seal;
}

/** A token that ends sooner than this is renewed before it is used. */
const spareMs = 60_000;

/**
 * The access token of a company, renewed when it ends or was refused. All calls of a node that need a new one wait for
 * the same; of several nodes one renews, because they lock the row (pipedrive.md 1.5: the vendor's client does neither).
 */
export function createAccess(options: AccessOptions, companyId: string): BearerAuth {
  let known: { token: string; expiresAtMs: number } | null = null;
  let asking: Promise<string> | null = null;

  const ask = async (refused: string | undefined): Promise<string> => {
    const row = await serviceTokens(options.db, companyId);
    if (!row) throw noAccess();
    const fresh = await freshTokens(options, row, refused);
    known = { token: fresh.accessToken, expiresAtMs: Date.parse(fresh.expiresAt) };
    return known.token;
  };
  return {
    bearer: (refused) => {
      if (known && known.token !== refused && known.expiresAtMs - spareMs > Date.now())
        return Promise.resolve(known.token);
      known = null;
      asking ??= ask(refused).finally(() => {
        asking = null;
      });
      return asking;
    },
  };
}

/** The tokens as they are to be stored: sealed for this person of this company. */
export function sealedTokens(
  seal: Seal,
  of: { company: string; userId: number },
  tokens: PipedriveTokens,
  nowMs: number,
): KeptTokens {
  return {
    accessToken: seal.seal(tokens.accessToken, purposeOf(of, 'access')),
    refreshToken: seal.seal(tokens.refreshToken, purposeOf(of, 'refresh')),
    scopes: tokens.scopes,
    expiresAt: new Date(nowMs + tokens.expiresInSeconds * 1000).toISOString(),
  };
}

/** Opens a stored refresh token, to revoke it. */
export function refreshTokenOf(seal: Seal, row: TokenRow): string {
  return seal.open(row.refresh_token, purposeOf({ company: row.company, userId: row.user_id }, 'refresh'));
}

/**
 * A person took the app away: with the last one the company is locked. Their webhooks are gone with them: who is left
 * has to register them again.
 * @param hasApiToken whether the company is served without anybody's installation
 */
export async function leaveCompany(
  db: Kysely<Schema>,
  { company, userId }: { company: string; userId: number },
  hasApiToken: boolean,
): Promise<void> {
  await db.transaction().execute(async (store) => {
    await holdCompany(store, company);
    const left = await forgetTokens(store, company, userId);
    if (left > 0) await takeUpAnew(store, company);
    else if (!hasApiToken) await lockCompany(store, company, 'uninstalled');
  });
}

/** Tokens that hold: those stored, unless they end or were refused; then new ones, stored. */
async function freshTokens(
  options: AccessOptions,
  { company, user_id: userId }: TokenRow,
  refused: string | undefined,
): Promise<{ accessToken: string; expiresAt: string }> {
  const { db, oauth, seal } = options;
  const of = { company, userId };
  let used = '';
  try {
    return await db.transaction().execute(async (store) => {
      const row = await lockTokens(store, company, userId);
      if (!row) throw noAccess();
      used = row.refresh_token;
      const accessToken = seal.open(row.access_token, purposeOf(of, 'access'));
      const holds = row.expires_at.getTime() - spareMs > Date.now();
      if (holds && accessToken !== refused) return { accessToken, expiresAt: row.expires_at.toISOString() };
      const tokens = await oauth().refresh(refreshTokenOf(seal, row));
      const kept = sealedTokens(seal, of, tokens, Date.now());
      await keepRenewedTokens(store, of, kept);
      return { accessToken: tokens.accessToken, expiresAt: kept.expiresAt };
    });
  } catch (error) {
    // Wrong credentials of the app (401) are ours to correct; the grant itself ends with a 400 (RFC 6749, 5.2).
    if (
      error instanceof OutsideError &&
      error.failure.word === 'sign-in-again' &&
      error.failure.status === 400
    )
      await accessEnded(db, of, used);
    throw error instanceof KeyMissing ? keyMissing(error) : error;
  }
}

/** The person took our access away, or has not been here for 60 days: somebody has to install again. */
async function accessEnded(
  db: Kysely<Schema>,
  of: { company: string; userId: number },
  refreshToken: string,
): Promise<void> {
  await db.transaction().execute(async (store) => {
    await holdCompany(store, of.company);
    if (!(await markTokensRefused(store, of, refreshToken))) return;
    if (await serviceTokens(store, of.company)) await takeUpAnew(store, of.company);
    else await lockCompany(store, of.company, 'access-revoked');
  });
}

/** Seals anew what an older key sealed. @returns the companies with a token that no key of ours opens */
export async function resealTokens(db: Kysely<Schema>, seal: Seal): Promise<string[]> {
  const left: string[] = [];
  for (const row of await allTokens(db)) {
    if (!seal.isOld(row.access_token)) continue;
    const isDone = await db.transaction().execute((store) => resealRow(store, seal, row));
    if (!isDone) left.push(row.company);
  }
  return left;
}

/** @returns false when it cannot be opened */
async function resealRow(
  store: Store,
  seal: Seal,
  { company, user_id: userId }: Pick<TokenRow, 'company' | 'user_id'>,
): Promise<boolean> {
  const of = { company, userId };
  const row = await lockTokens(store, company, userId);
  if (!row) return true;
  const accessToken = sealedAnew(seal, row.access_token, purposeOf(of, 'access'));
  const refreshToken = sealedAnew(seal, row.refresh_token, purposeOf(of, 'refresh'));
  if (accessToken === null || refreshToken === null) return false;
  const { scopes, expires_at: expiresAt } = row;
  await keepRenewedTokens(store, of, {
    accessToken,
    refreshToken,
    scopes,
    expiresAt: expiresAt.toISOString(),
  });
  return true;
}

/** What was decided waits for the key, or for somebody who installs again. */
function keyMissing(cause: KeyMissing): OutsideError {
  return new OutsideError({
    vendor: 'pipedrive',
    word: 'sign-in-again',
    title: {
      fr: 'La clé qui protège l’accès à Pipedrive manque',
      en: 'The key that protects our access to Pipedrive is missing',
    },
    detail: {
      fr: 'L’équipe qui exploite Passerelle remet l’ancienne clé dans ENCRYPTION_KEY, après la nouvelle et une virgule, puis redémarre. Sinon, un administrateur Pipedrive réinstalle l’application.',
      en: 'The team that operates Passerelle puts the old key back into ENCRYPTION_KEY, behind the new one and a comma, and restarts. Otherwise a Pipedrive administrator installs the app again.',
    },
    cause,
  });
}

function noAccess(): OutsideError {
  return new OutsideError({
    vendor: 'pipedrive',
    word: 'sign-in-again',
    title: {
      fr: 'Passerelle n’est plus installée dans votre Pipedrive',
      en: 'Passerelle is not installed in your Pipedrive any more',
    },
    detail: {
      fr: 'Un administrateur Pipedrive doit réinstaller l’application ; tout reprend alors où cela s’était arrêté.',
      en: 'A Pipedrive administrator has to install the app again; everything then goes on where it stopped.',
    },
  });
}

function purposeOf({ company, userId }: { company: string; userId: number }, kind: string): string {
  return `pipedrive ${kind} token of ${userId} in ${company}`;
}
