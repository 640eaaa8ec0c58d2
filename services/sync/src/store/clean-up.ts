import { type Kysely, sql } from 'kysely';
import { forgetOldInvitations } from './form-invitations.ts';
import type { Schema } from './schema.ts';
import { forgetOldTokenHours } from './token-budget.ts';

/** Longer than anybody repeats a command, or asks what exactly a webhook said. */
const keptDays = 30;

/**
 * Forgets what nobody asks for any more: answers to old commands, and the bodies of old deliveries that went well,
 * links to the form that nobody followed, and what was spent by the hour.
 * Deliveries that failed keep theirs until an operator has looked; journals and requests are kept. Steps entered and
 * left are added up.
 */
export async function forgetOldTexts(db: Kysely<Schema>): Promise<void> {
  const before = sql`now() - ${keptDays} * interval '1 day'`;
  await sql`delete from commands where at < ${before}`.execute(db);
  await sql`
    update deliveries set body = ''
    where state in ('routed', 'ignored') and received_at < ${before} and body <> ''`.execute(db);
  await forgetOldInvitations(db);
  await forgetOldTokenHours(db);
  await addUpStepChanges(db);
}

/** One line per step and audience instead of many. Whoever counts meanwhile sees the old lines or the new one; so does another node. */
export async function addUpStepChanges(db: Kysely<Schema>): Promise<void> {
  await sql`
    with taken as (delete from step_changes returning company, process, step, audience_id, change)
    insert into step_changes (company, process, step, audience_id, change)
    select company, process, step, audience_id, sum(change) from taken
    group by company, process, step, audience_id having sum(change) <> 0`.execute(db);
}
