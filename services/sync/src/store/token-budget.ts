import { sql } from 'kysely';
import type { TokenPurpose } from '#core/model/token-purpose.ts';
import type { TokenDay } from '#core/token-forecast.ts';
import type { Store } from './instances.ts';
import { jsonText } from './json-text.ts';

/** What a node spent since it last told the others, and what it knows of the day. */
export interface SpentTokens {
  by: Partial<Record<TokenPurpose, number>>;
  /** Tokens of the day in all; null: nobody said. */
  allowance: number | null;
  /** What the vendor said is left; null: it did not. */
  remaining: number | null;
}

/** Adds tokens to what a company spent on a day (YYYY-MM-DD), and in this hour. @returns the sum of the day */
export async function addSpentTokens(
  store: Store,
  company: string,
  day: string,
  { by, allowance, remaining }: SpentTokens,
): Promise<number> {
  const purposes = Object.entries(by).filter(([, spent]) => spent > 0);
  const delta = purposes.reduce((sum, [, spent]) => sum + spent, 0);
  const result = await sql<{ spent: number }>`
    with hours as (
      insert into token_hours (company, hour, purpose, spent)
      select ${company}, date_trunc('hour', now()), key, value::bigint
      from jsonb_each_text(${jsonText(Object.fromEntries(purposes))}::jsonb) order by key
      on conflict (company, hour, purpose) do update set spent = token_hours.spent + excluded.spent)
    insert into token_budget (company, day, spent, allowance, remaining)
    values (${company}, ${day}, ${delta}, ${allowance}, ${remaining})
    on conflict (company, day) do update set spent = token_budget.spent + excluded.spent,
      allowance = coalesce(excluded.allowance, token_budget.allowance),
      remaining = coalesce(excluded.remaining, token_budget.remaining)
    returning spent`.execute(store);
  return Number(result.rows[0]?.spent ?? 0);
}

/** A day of tokens, and what they were spent on. */
export interface SpentDay extends TokenDay {
  spent: number;
  by: Partial<Record<TokenPurpose, number>>;
}

/** @param day YYYY-MM-DD, of UTC. @returns null while nobody knows how many tokens the day has */
export async function readTokenDay(store: Store, company: string, day: string): Promise<SpentDay | null> {
  const row = await store
    .selectFrom('token_budget')
    .select(['spent', 'allowance', 'remaining'])
    .where('company', '=', company)
    .where('day', '=', sql<string>`${day}::date`)
    .executeTakeFirst();
  if (!row || row.allowance === null) return null;
  const beganAt = `${day}T00:00:00.000Z`;
  const rows = await store
    .selectFrom('token_hours')
    .select(['hour', 'purpose', 'spent'])
    .where('company', '=', company)
    .where('hour', '>=', new Date(beganAt))
    .execute();
  const by: Record<string, number> = {};
  for (const { purpose, spent } of rows) by[purpose] = (by[purpose] ?? 0) + Number(spent);
  const [spent, allowance] = [Number(row.spent), Number(row.allowance)];
  const ours = allowance - spent;
  const left = Math.max(0, row.remaining === null ? ours : Math.min(ours, Number(row.remaining)));
  const hours = rows.map((one) => ({ hour: one.hour.toISOString(), spent: Number(one.spent) }));
  return { allowance, left, spent, by, hours, beganAt };
}

/** The same of all companies, by id; those whose day nobody knows are left out. */
export async function readTokenDays(store: Store, day: string): Promise<Map<string, SpentDay>> {
  const rows = await store
    .selectFrom('token_budget')
    .select('company')
    .where('day', '=', sql<string>`${day}::date`)
    .where('allowance', 'is not', null)
    .execute();
  const days = new Map<string, SpentDay>();
  for (const { company } of rows) {
    const known = await readTokenDay(store, company, day);
    if (known) days.set(company, known);
  }
  return days;
}

const keptDays = 30;

/** Forgets hours that no forecast and no figure asks for. */
export async function forgetOldTokenHours(store: Store): Promise<void> {
  await sql`delete from token_hours where hour < now() - ${keptDays} * interval '1 day'`.execute(store);
}
