import { type Kysely, sql } from 'kysely';
import type { Schema } from '#sync/store/schema.ts';

/** Lets so many seconds go by for what a company's nodes hold. */
export async function inPast(db: Kysely<Schema>, company: string, seconds: number): Promise<void> {
  await sql`
    update call_leases set expires_at = expires_at - ${seconds} * interval '1 second',
      before_until = before_until - ${seconds} * interval '1 second'
    where company = ${company}`.execute(db);
}
