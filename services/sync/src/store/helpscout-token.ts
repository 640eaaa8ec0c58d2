import { type Kysely, sql } from 'kysely';
import type { Store } from './instances.ts';
import type { Schema } from './schema.ts';

/** How the token is kept from whoever reads the database (sealed.ts). */
interface TokenSeal {
  seal(secret: string, purpose: string): string;
  open(sealed: string, purpose: string): string;
}

interface KeptToken {
  token: string;
  expiresAt: Date;
}

/** Reading and writing while nobody else does. */
interface TokenStore {
  read(): Promise<KeptToken | null>;
  write(token: string, expiresAt: Date): Promise<void>;
}

/**
 * Keeps the access token of a company's Help Scout for all nodes, sealed. `exclusively` runs one at a time over all of
 * them, also before there is a row to lock; what it throws undoes what it wrote.
 */
export function createHelpscoutTokenKeep(db: Kysely<Schema>, seal: TokenSeal, company: string) {
  const over = (store: Store): TokenStore => ({
    read: () => readToken(store, seal, company),
    write: (token, expiresAt) => writeToken(store, company, seal.seal(token, purposeOf(company)), expiresAt),
  });
  return {
    read: () => over(db).read(),
    exclusively: <T>(work: (store: TokenStore) => Promise<T>): Promise<T> =>
      db.transaction().execute(async (store) => {
        await sql`select pg_advisory_xact_lock(hashtextextended(${purposeOf(company)}, 0))`.execute(store);
        return work(over(store));
      }),
  };
}

/** Null also when no key of ours opens it: another token costs one call, and nobody has to act. */
async function readToken(store: Store, seal: TokenSeal, company: string): Promise<KeptToken | null> {
  const row = await store
    .selectFrom('helpscout_tokens')
    .selectAll()
    .where('company', '=', company)
    .executeTakeFirst();
  if (!row) return null;
  try {
    return { token: seal.open(row.token, purposeOf(company)), expiresAt: row.expires_at };
  } catch {
    return null;
  }
}

async function writeToken(store: Store, company: string, token: string, expiresAt: Date): Promise<void> {
  await sql`
    insert into helpscout_tokens (company, token, expires_at)
    values (${company}, ${token}, ${expiresAt.toISOString()})
    on conflict (company) do update set token = excluded.token, expires_at = excluded.expires_at`.execute(
    store,
  );
}

function purposeOf(company: string): string {
  return `help scout token of ${company}`;
}
