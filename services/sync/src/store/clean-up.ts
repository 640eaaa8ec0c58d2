import { type Kysely, sql } from 'kysely';
import type { Schema } from './schema.ts';

/** Longer than anybody repeats a command, or asks what exactly a webhook said. */
const keptDays = 30;

/**
 * Forgets what nobody asks for any more: answers to old commands, and the bodies of old deliveries that went well.
 * Deliveries that failed keep theirs until an operator has looked; journals and requests are kept.
 */
export async function forgetOldTexts(db: Kysely<Schema>): Promise<void> {
  const before = sql`now() - ${keptDays} * interval '1 day'`;
  await sql`delete from commands where at < ${before}`.execute(db);
  await sql`
    update deliveries set body = ''
    where state in ('routed', 'ignored') and received_at < ${before} and body <> ''`.execute(db);
}
