import { type Selectable, sql } from 'kysely';
import type { Store } from './instances.ts';
import type { Schema } from './schema.ts';

/** A person's tokens as stored; both are sealed. */
export type TokenRow = Selectable<Schema['pipedrive_tokens']>;

/** What is stored of tokens when they are granted or renewed. */
export interface KeptTokens {
  accessToken: string;
  refreshToken: string;
  scopes: string[];
  /** ISO instant by our clock. */
  expiresAt: string;
}

/** Keeps the tokens a person granted; whatever they had before is replaced. */
export async function keepGrantedTokens(
  store: Store,
  of: { company: string; userId: number; isAdmin: boolean },
  tokens: KeptTokens,
): Promise<void> {
  const { accessToken, refreshToken, scopes, expiresAt } = tokens;
  await sql`
    insert into pipedrive_tokens (company, user_id, is_admin, scopes, access_token, refresh_token, expires_at)
    values (${of.company}, ${of.userId}, ${of.isAdmin}, ${scopes}::text[], ${accessToken}, ${refreshToken}, ${expiresAt})
    on conflict (company, user_id) do update set is_admin = excluded.is_admin, scopes = excluded.scopes,
      access_token = excluded.access_token, refresh_token = excluded.refresh_token, expires_at = excluded.expires_at,
      refused_at = null, granted_at = now()`.execute(store);
}

/**
 * The tokens with which the service itself works: an administrator's, the one who installed first. A locked company
 * has none.
 */
export async function serviceTokens(store: Store, company: string): Promise<TokenRow | undefined> {
  const found = await sql<TokenRow>`
    select tokens.* from pipedrive_tokens as tokens join companies on companies.id = company
    where company = ${company} and state = 'active' and refused_at is null
    order by is_admin desc, granted_at limit 1`.execute(store);
  return found.rows[0];
}

/** One person's tokens. */
export async function tokensOf(store: Store, company: string, userId: number): Promise<TokenRow | undefined> {
  return store
    .selectFrom('pipedrive_tokens')
    .selectAll()
    .where('company', '=', company)
    .where('user_id', '=', userId)
    .executeTakeFirst();
}

/** The row of one person's tokens, locked to the end of the transaction: one node renews at a time. */
export async function lockTokens(
  store: Store,
  company: string,
  userId: number,
): Promise<TokenRow | undefined> {
  const found = await sql<TokenRow>`
    select * from pipedrive_tokens where company = ${company} and user_id = ${userId} for update`.execute(
    store,
  );
  return found.rows[0];
}

/** Writes renewed tokens; whoever locked the row. */
export async function keepRenewedTokens(
  store: Store,
  { company, userId }: { company: string; userId: number },
  { accessToken, refreshToken, scopes, expiresAt }: KeptTokens,
): Promise<void> {
  await store
    .updateTable('pipedrive_tokens')
    .set({ access_token: accessToken, refresh_token: refreshToken, scopes, expires_at: expiresAt })
    .where('company', '=', company)
    .where('user_id', '=', userId)
    .execute();
}

/**
 * Pipedrive refuses to renew them.
 * @param refreshToken the one that was refused, as stored: another one was granted meanwhile, and holds
 * @returns whether these are still the tokens
 */
export async function markTokensRefused(
  store: Store,
  { company, userId }: { company: string; userId: number },
  refreshToken: string,
): Promise<boolean> {
  const marked = await sql`
    update pipedrive_tokens set refused_at = now()
    where company = ${company} and user_id = ${userId} and refresh_token = ${refreshToken}`.execute(store);
  return marked.numAffectedRows === 1n;
}

/** Forgets a person's tokens. @returns how many people of the company are left */
export async function forgetTokens(store: Store, company: string, userId: number): Promise<number> {
  await store
    .deleteFrom('pipedrive_tokens')
    .where('company', '=', company)
    .where('user_id', '=', userId)
    .execute();
  const left = await sql<{ count: number }>`
    select count(*)::int as count from pipedrive_tokens where company = ${company} and refused_at is null`.execute(
    store,
  );
  return left.rows[0]?.count ?? 0;
}

/** Every token row, to seal them anew with a new key. */
export async function allTokens(store: Store): Promise<TokenRow[]> {
  return store.selectFrom('pipedrive_tokens').selectAll().execute();
}
