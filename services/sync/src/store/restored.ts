import { sql } from 'kysely';
import type pg from 'pg';
import type { Store } from './instances.ts';

/** What a restored store says of itself; of the whole store, so of no company. */
const fact = { company: '', name: 'restored' };

/** Kinds of effects that are mails: they cannot be looked for outside. */
const mails = ['send-email', 'send-client-mail', 'remind-of-promise'];

const doubt = {
  word: 'retry-later',
  title: { fr: 'Repris d’une sauvegarde', en: 'Taken from a backup' },
  detail: {
    fr: 'Ceci a peut-être été fait après la sauvegarde : Passerelle regarde avant de recommencer.',
    en: 'This may have been done after the backup: Passerelle looks before it repeats.',
  },
  unclear: true,
  cause: 'restored',
};

/**
 * Marks what may have gone on outside after the backup, of which the store knows nothing: effects that were not done then
 * are looked at before they are repeated; mails of them, and of what was to happen meanwhile, wait for a person's word.
 * A mail that was noted as handed over stays so.
 *
 * @param takenAt when the backup was taken
 * @returns asked: of how many requests a mail waits for a word
 */
export async function markRestored(client: pg.ClientBase, takenAt: string): Promise<{ asked: number }> {
  await client.query(
    `update effects set problem = $1::jsonb, state = case when state = 'waiting' then 'retrying' else state end
    where finished_at is null and state in ('waiting', 'running', 'retrying')
      and not (kind = any ($2) and state = 'running' and handed_over_at is not null)`,
    [JSON.stringify(doubt), mails],
  );
  await client.query(
    `update effects set problem = problem || '{"unclear": true}' where state = 'dead-letter' and problem is not null`,
  );
  // What was to be posted may be there: it is looked for first.
  await client.query(
    'update approval_messages set posting_since = $1 where ts is null and posting_since is null',
    [takenAt],
  );
  // Reminders that came due, and decisions of many that went on.
  await client.query(`
    insert into restored_doubts (instance_id, mails)
    select instance_id, count(*) from (
      select instance_id from timers where due_at <= clock_timestamp()
      union all select instance_id from bulk_decision_items where outcome = 'waiting') as meanwhile
    group by instance_id
    on conflict (instance_id) do update set mails = restored_doubts.mails + excluded.mails`);
  await client.query(
    `insert into company_facts (company, name, value)
    values ($1, $2, jsonb_build_object('takenAt', $3::text, 'restoredAt', clock_timestamp()))
    on conflict (company, name) do update set value = excluded.value, updated_at = now()`,
    [fact.company, fact.name, takenAt],
  );
  const asked = await client.query<{ count: number }>(
    `select count(distinct instance_id)::int as count from (
      select instance_id from restored_doubts
      union all select instance_id from effects
      where finished_at is null and kind = any ($1) and problem ->> 'cause' = 'restored') as doubtful`,
    [mails],
  );
  return { asked: asked.rows[0]?.count ?? 0 };
}

/** When the store came out of a backup; null: it never did. */
export async function restoredAt(store: Store): Promise<Date | null> {
  const found = await sql<{ at: Date }>`
    select (value ->> 'restoredAt')::timestamptz as at from company_facts
    where company = ${fact.company} and name = ${fact.name}`.execute(store);
  return found.rows[0]?.at ?? null;
}

/** Takes one doubt about the mails of an instance away. @returns whether there was one: a person has to be asked */
export async function takeDoubt(store: Store, instanceId: string): Promise<boolean> {
  const last = await sql`
    delete from restored_doubts where instance_id = ${instanceId} and mails = 1`.execute(store);
  if (last.numAffectedRows === 1n) return true;
  const one = await sql`
    update restored_doubts set mails = mails - 1 where instance_id = ${instanceId} and mails > 1`.execute(
    store,
  );
  return one.numAffectedRows === 1n;
}
