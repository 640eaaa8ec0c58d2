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
  for (const what of oldRows(kept)) await inBatches(db, what);
  await forgetOldInvitations(db);
  await forgetOldTokenHours(db);
  await addUpStepChanges(db);
}

/** Rows whose time is over, and what becomes of them. */
interface OldRows {
  table: string;
  old: RawBuilder<unknown>;
  change: RawBuilder<unknown>;
}

function oldRows({ answers, deliveries, effects, slackPeople, deletedRecords }: KeptDays): OldRows[] {
  return [
    { table: 'commands', old: sql`at < ${before(answers)}`, change: sql`delete from commands` },
    {
      table: 'deliveries',
      old: sql`state in ('routed', 'ignored') and received_at < ${before(deliveries)} and body <> ''`,
      change: sql`update deliveries set body = ''`,
    },
    {
      // The kind stays, and that it was done.
      table: 'effects',
      old: sql`state = 'done' and finished_at < ${before(effects)} and payload <> jsonb_build_object('kind', kind)`,
      change: sql`update effects set payload = jsonb_build_object('kind', kind),
        shadow = case when shadow is null then null else '[]'::jsonb end`,
    },
    {
      // Whoever comes back is read from Slack again.
      table: 'slack_people',
      old: sql`greatest(checked_at, home_opened_at) < ${before(slackPeople)}`,
      change: sql`delete from slack_people`,
    },
    {
      // What a request or a conversion belongs to is kept as long as that.
      table: 'crm_records',
      old: sql`deleted and changed_at < ${before(deletedRecords)} and not exists (
        select from links where links.company = crm_records.company and links.value = crm_records.id::text
          and links.kind in (entity, 'conversion-' || entity))`,
      change: sql`delete from crm_records`,
    },
  ];
}

function before(days: number): RawBuilder<unknown> {
  return sql`now() - ${days} * interval '1 day'`;
}

async function inBatches(db: Kysely<Schema>, { table, old, change }: OldRows): Promise<void> {
  for (;;) {
    const { rows } = await sql<{ ctid: string }>`
      select ctid from ${sql.table(table)} where ${old} limit ${foundMax}`.execute(db);
    for (let at = 0; at < rows.length; at += batchRows) {
      const places = rows.slice(at, at + batchRows).map(({ ctid }) => ctid);
      // A row may have moved meanwhile, and another one be in its place.
      await sql`${change} where ctid = any (${places}::tid[]) and ${old}`.execute(db);
    }
    if (rows.length < foundMax) return;
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
