import { sql } from 'kysely';
import type { Store } from './instances.ts';

/** What credentials of the configuration open that are for one company. */
export type TokenOf = 'slack' | 'helpscout';

/** The company that the credentials of the configuration were first used for; undefined before that. */
export async function tokenCompanyKept(store: Store, tokenOf: TokenOf): Promise<string | undefined> {
  const row = await store
    .selectFrom('company_facts')
    .select('company')
    .where('name', '=', factNameOf(tokenOf))
    .orderBy('updated_at')
    .orderBy('company')
    .executeTakeFirst();
  return row?.company;
}

/** Keeps it, unless one is kept already. @returns the one that holds, for every node */
export async function keepTokenCompany(
  store: Store,
  tokenOf: TokenOf,
  company: string,
): Promise<string | undefined> {
  const factName = factNameOf(tokenOf);
  await sql`
    insert into company_facts (company, name, value)
    select ${company}, ${factName}, 'true'::jsonb
    where not exists (select from company_facts where name = ${factName})
    on conflict do nothing`.execute(store);
  return tokenCompanyKept(store, tokenOf);
}

function factNameOf(tokenOf: TokenOf): string {
  return `${tokenOf}-token-company`;
}
