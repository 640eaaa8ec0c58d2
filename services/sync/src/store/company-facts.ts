import { type Kysely, sql } from 'kysely';
import type { Store } from './instances.ts';
import { jsonText } from './json-text.ts';
import type { Schema } from './schema.ts';

/** A fact some node left, or undefined. Parse it: another release may have written it. */
export async function readFact(store: Store, company: string, name: string): Promise<unknown> {
  const row = await store
    .selectFrom('company_facts')
    .select('value')
    .where('company', '=', company)
    .where('name', '=', name)
    .executeTakeFirst();
  return row?.value;
}

/** Leaves a fact for every node. */
export async function writeFact(store: Store, company: string, name: string, value: unknown): Promise<void> {
  await sql`
    insert into company_facts (company, name, value) values (${company}, ${name}, ${jsonText(value)}::jsonb)
    on conflict (company, name) do update set value = excluded.value, updated_at = now()`.execute(store);
}

/**
 * Changes a fact as it stands, one change at a time over all nodes.
 *
 * @param change given the fact or undefined, as {@link readFact}; answers what it becomes, or undefined to leave it
 */
export async function changeFact(
  db: Kysely<Schema>,
  company: string,
  name: string,
  change: (fact: unknown) => unknown,
): Promise<void> {
  await db.transaction().execute(async (store) => {
    await sql`select pg_advisory_xact_lock(hashtextextended(${`${company} ${name}`}, 13))`.execute(store);
    const changed = change(await readFact(store, company, name));
    if (changed !== undefined) await writeFact(store, company, name, changed);
  });
}

/** The next number of a counter, starting at 0. */
export async function nextTurn(store: Store, company: string, name: string): Promise<number> {
  const result = await sql<{ turn: number }>`
    insert into company_facts (company, name, value) values (${company}, ${name}, '0'::jsonb)
    on conflict (company, name) do update set value = to_jsonb((company_facts.value)::int + 1), updated_at = now()
    returning (value)::int as turn`.execute(store);
  return result.rows[0]?.turn ?? 0;
}
