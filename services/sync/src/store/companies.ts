import type { Selectable } from 'kysely';
import { sql } from 'kysely';
import type { Store } from './instances.ts';
import type { Schema } from './schema.ts';

/** A company as stored: see migrations/0003_companies.sql. */
export type CompanyRow = Selectable<Schema['companies']>;

/** Every company, served or locked. */
export async function listCompanies(store: Store): Promise<CompanyRow[]> {
  return store.selectFrom('companies').selectAll().orderBy('id').execute();
}

/** Which revision each company has: what nodes look at to hear of changes. */
export async function companyRevisions(store: Store): Promise<{ id: string; revision: number }[]> {
  return store.selectFrom('companies').select(['id', 'revision']).execute();
}

/** A company that is served from now on; one that was locked goes on where it was. */
export async function activateCompany(
  store: Store,
  company: { id: string; name: string; apiUrl: string },
): Promise<void> {
  await sql`
    insert into companies (id, name, api_url, state) values (${company.id}, ${company.name}, ${company.apiUrl}, 'active')
    on conflict (id) do update set name = excluded.name, api_url = excluded.api_url, state = 'active',
      locked_because = null, locked_at = null, revision = companies.revision + 1
    where companies.state <> 'active' or companies.name <> excluded.name or companies.api_url <> excluded.api_url`.execute(
    store,
  );
}

/** Who writes both a company and its tokens locks the company first: the other way round they would wait in a circle. */
export async function holdCompany(store: Store, id: string): Promise<void> {
  await sql`select from companies where id = ${id} for update`.execute(store);
}

/**
 * Somebody installed the app, or took it away, and the company goes on being served: every node opens it anew, with the
 * tokens and webhooks of now.
 */
export async function takeUpAnew(store: Store, id: string): Promise<void> {
  await sql`
    update companies set installed_at = clock_timestamp(), revision = revision + 1 where id = ${id}`.execute(
    store,
  );
}

/** Nothing is read or written for the company any more; what is known of it stays. False when it was locked before. */
export async function lockCompany(
  store: Store,
  id: string,
  because: 'uninstalled' | 'access-revoked',
): Promise<boolean> {
  const locked = await sql`
    update companies set state = 'locked', locked_because = ${because}, locked_at = now(), revision = revision + 1
    where id = ${id} and state = 'active'`.execute(store);
  return locked.numAffectedRows === 1n;
}
