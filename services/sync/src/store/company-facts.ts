import { sql } from 'kysely';
import type { Store } from './instances.ts';
import { jsonText } from './json-text.ts';

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

/** The next number of a counter, starting at 0. */
export async function nextTurn(store: Store, company: string, name: string): Promise<number> {
  const result = await sql<{ turn: number }>`
    insert into company_facts (company, name, value) values (${company}, ${name}, '0'::jsonb)
    on conflict (company, name) do update set value = to_jsonb((company_facts.value)::int + 1), updated_at = now()
    returning (value)::int as turn`.execute(store);
  return result.rows[0]?.turn ?? 0;
}
