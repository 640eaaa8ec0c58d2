import { type Kysely, type RawBuilder, sql } from 'kysely';
import { forgetOldInvitations } from './form-invitations.ts';
import type { Schema } from './schema.ts';
import { forgetOldTokenHours } from './token-budget.ts';

/** For how many days each kind of data is kept; what each is for stands in docs/keeping.md. */
export interface KeptDays {
  /** Bodies of deliveries that went well. */
  deliveries: number;
  /** Answers to commands. */
  answers: number;
  /** What was sent by effects that are done. */
  effects: number;
  /** People of Slack since they were last read. */
  slackPeople: number;
  /** Records deleted in the CRM that nothing of ours belongs to. */
  deletedRecords: number;
}

/** So many rows change in one statement: nobody waits long for one of them. */
const batchRows = 500;
/** So many are looked for at a time. */
const foundMax = 50_000;

/**
 * Forgets what nobody asks for any more, each kind after its time, and links to the form that nobody followed, and what
 * was spent by the hour. Deliveries that failed keep their bodies until an operator has looked, effects that were not
 * done what they would send; journals and requests are kept. Steps entered and left are added up.
 */
export async function forgetOldTexts(db: Kysely<Schema>, kept: KeptDays): Promise<void> {
  await inBatches(
    db,
    sql`select ctid from commands where at < ${before(kept.answers)}`,
    (rows) => sql`delete from commands where ctid = any (${rows}::tid[]) and at < ${before(kept.answers)}`,
  );
  await inBatches(
    db,
    sql`select ctid from deliveries
      where state in ('routed', 'ignored') and received_at < ${before(kept.deliveries)} and body <> ''`,
    (rows) => sql`update deliveries set body = ''
      where ctid = any (${rows}::tid[]) and state in ('routed', 'ignored')
        and received_at < ${before(kept.deliveries)}`,
  );
  await forgetWhatWasSent(db, kept.effects);
  await forgetSlackPeople(db, kept.slackPeople);
  await forgetDeletedRecords(db, kept.deletedRecords);
  await forgetOldInvitations(db);
  await forgetOldTokenHours(db);
  await addUpStepChanges(db);
}

/** The kind stays, and that it was done; an account, a deal or a mail is looked for no more. */
async function forgetWhatWasSent(db: Kysely<Schema>, days: number): Promise<void> {
  const old = sql`state = 'done' and finished_at < ${before(days)} and payload <> jsonb_build_object('kind', kind)`;
  await inBatches(
    db,
    sql`select ctid from effects where ${old}`,
    (rows) => sql`update effects set payload = jsonb_build_object('kind', kind),
        shadow = case when shadow is null then null else '[]'::jsonb end
      where ctid = any (${rows}::tid[]) and ${old}`,
  );
}

/** Whoever comes back is read from Slack again. */
async function forgetSlackPeople(db: Kysely<Schema>, days: number): Promise<void> {
  const old = sql`greatest(checked_at, home_opened_at) < ${before(days)}`;
  await inBatches(
    db,
    sql`select ctid from slack_people where ${old}`,
    (rows) => sql`delete from slack_people where ctid = any (${rows}::tid[]) and ${old}`,
  );
}

/** What a request or a conversion belongs to is kept as long as that. */
async function forgetDeletedRecords(db: Kysely<Schema>, days: number): Promise<void> {
  const old = sql`deleted and changed_at < ${before(days)} and not exists (
    select from links where links.company = crm_records.company and links.value = crm_records.id::text
      and links.kind in (entity, 'conversion-' || entity))`;
  await inBatches(
    db,
    sql`select ctid from crm_records where ${old}`,
    (rows) => sql`delete from crm_records where ctid = any (${rows}::tid[]) and ${old}`,
  );
}

function before(days: number): RawBuilder<unknown> {
  return sql`now() - ${days} * interval '1 day'`;
}

/** @param change has to look at the condition again: a row may have moved, and another one be in its place */
async function inBatches(
  db: Kysely<Schema>,
  which: RawBuilder<unknown>,
  change: (rows: string[]) => RawBuilder<unknown>,
): Promise<void> {
  for (;;) {
    const found = await sql<{ ctid: string }>`${which} limit ${foundMax}`.execute(db);
    for (let at = 0; at < found.rows.length; at += batchRows)
      await change(found.rows.slice(at, at + batchRows).map(({ ctid }) => ctid)).execute(db);
    if (found.rows.length < foundMax) return;
  }
}

/** One line per step and audience instead of many. Whoever counts meanwhile sees the old lines or the new one; so does another node. */
export async function addUpStepChanges(db: Kysely<Schema>): Promise<void> {
  await sql`
    with taken as (delete from step_changes returning company, process, step, audience_id, change)
    insert into step_changes (company, process, step, audience_id, change)
    select company, process, step, audience_id, sum(change) from taken
    group by company, process, step, audience_id having sum(change) <> 0`.execute(db);
}
