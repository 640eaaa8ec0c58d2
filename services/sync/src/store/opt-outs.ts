import { type Kysely, sql } from 'kysely';
import type { Store } from './instances.ts';
import type { Schema } from './schema.ts';

/** Whoever asked for no more follow-ups by the link in one of them, rather than by telling a colleague. */
export const toldByClient = 'client';

/**
 * Keeps that an address wants no follow-up any more; the first word on it stays.
 * @param email normalised @param toldBy `toldByClient`, or the name of the colleague who was told
 * @returns false when that was known
 */
export async function keepOptOut(
  store: Store,
  company: string,
  email: string,
  toldBy: string,
): Promise<boolean> {
  const kept = await sql`
    insert into opt_outs (company, email, told_by) select ${company}, ${email}, ${toldBy}
    where not exists (select from opt_outs where company = ${company} and email = erased_address(${email}))
    on conflict do nothing`.execute(store);
  return kept.numAffectedRows === 1n;
}

/** Whether an address wants no follow-up any more; also one that was erased since. @param email normalised */
export async function isOptedOut(db: Kysely<Schema>, company: string, email: string): Promise<boolean> {
  const found = await sql<{ isOut: boolean }>`
    select exists (select from opt_outs
      where company = ${company} and email in (${email}, erased_address(${email}))) as "isOut"`.execute(db);
  return found.rows[0]?.isOut === true;
}
