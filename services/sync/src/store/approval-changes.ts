import { type RawBuilder, sql } from 'kysely';
import type { Problem } from '#core/model/problem.ts';
import type { Store } from './instances.ts';
import { jsonText } from './json-text.ts';

/**
 * That a request changed and has to be shown anew, as one node holds it. The texts are instants of the store to the
 * microsecond, which a Date would round.
 */
export interface HeldChange {
  instanceId: string;
  company: string;
  /** Tries that failed so far. */
  attempts: number;
  changedAt: string;
  heldUntil: string;
}

/**
 * A change that waits for Slack keeps waiting: a vendor in trouble is not asked more often because we are busy. What
 * Slack did not take of one request alone may be taken now that the request is another one. The trigger of
 * migrations/0010_slack.sql does the same.
 */
const marked = sql`
  on conflict (instance_id) do update set changed_at = excluded.changed_at,
    due_at = case when approval_changes.attempts > 0
        and approval_changes.problem ->> 'word' in ('retry-later', 'sign-in-again')
      then approval_changes.due_at else excluded.due_at end,
    attempts = case when approval_changes.problem ->> 'word' in ('retry-later', 'sign-in-again')
      then approval_changes.attempts else 0 end`;

/**
 * Adds marks, alone or as a part of a larger statement.
 * @param rows a query of `instance_id, company`, each instance once; its rows are locked by whoever writes them
 */
export function marksOf(rows: RawBuilder<unknown>): RawBuilder<unknown> {
  return sql`insert into approval_changes (instance_id, company) ${rows} ${marked}`;
}

/** Marks one request as changed; the caller's transaction makes it one with the change. */
export async function markChanged(store: Store, instanceId: string, company: string): Promise<void> {
  await marksOf(sql`values (${instanceId}::uuid, ${company}::text)`).execute(store);
}

/**
 * Marks what was never shown though it is open, and what is shown as it was before: at a connection, after a time
 * without Slack, and where a node had not heard of the connection yet. One by one: a statement for all would hold marks
 * that others wait for while it waits for theirs.
 *
 * @param signal ends it early
 */
export async function markMissed(
  store: Store,
  company: string,
  channel: string,
  signal?: AbortSignal,
): Promise<void> {
  const missed = await sql<{ id: string }>`
    select id from instances
    where company = ${company} and process = 'account-request' and step in ('pending', 'awaiting-evidence')
      and not exists (
        select from approval_messages where instance_id = instances.id and channel = ${channel} and ts is not null)
    union
    select instances.id from approval_messages join instances on instances.id = instance_id
    where approval_messages.company = ${company} and ts is not null
      and approval_messages.revision <> instances.revision`.execute(store);
  for (const { id } of missed.rows) {
    if (signal?.aborted) return;
    await sql`
      insert into approval_changes (instance_id, company) values (${id}, ${company})
      on conflict do nothing`.execute(store);
  }
}

/** How many changes of a company may be taken. */
export interface Room {
  company: string;
  limit: number;
}

/**
 * Takes changes that are due and that no node holds, of each company the longest waiting first.
 * @param rooms each company once
 * @param newestFirst the other way round: somebody waits for what has just changed, also behind a long queue
 */
export async function claimChanges(
  store: Store,
  rooms: readonly Room[],
  { holdMs, newestFirst = false }: { holdMs: number; newestFirst?: boolean },
): Promise<HeldChange[]> {
  if (rooms.length === 0) return [];
  const direction = newestFirst ? sql`desc` : sql`asc`;
  const found = await sql<HeldChange>`
    with due as (
      select taken.instance_id
      from unnest(${rooms.map(({ company }) => company)}::text[], ${rooms.map(({ limit }) => limit)}::int[])
        as room (of_company, taken_max)
      cross join lateral (
        select instance_id from approval_changes
        where company = of_company and due_at <= clock_timestamp()
          and (held_until is null or held_until < clock_timestamp())
        order by due_at ${direction} limit taken_max for update skip locked) as taken)
    update approval_changes set held_until = clock_timestamp() + ${holdMs} * interval '1 millisecond'
    from due where approval_changes.instance_id = due.instance_id
    returning approval_changes.instance_id as "instanceId", company, attempts, changed_at::text as "changedAt",
      held_until::text as "heldUntil"`.execute(store);
  return found.rows;
}

/**
 * Says that a change is still worked on.
 * @returns until when it is held now; undefined when another node has taken it
 */
export async function keepHeld(
  store: Store,
  { instanceId, heldUntil }: HeldChange,
  holdMs: number,
): Promise<string | undefined> {
  const kept = await sql<{ heldUntil: string }>`
    update approval_changes set held_until = clock_timestamp() + ${holdMs} * interval '1 millisecond'
    where instance_id = ${instanceId} and held_until = ${heldUntil}::timestamptz
    returning held_until::text as "heldUntil"`.execute(store);
  return kept.rows[0]?.heldUntil;
}

/**
 * The request is shown as it is. What changed meanwhile is due again at once.
 * @param lookAgainAt when its picture changes by itself, at the soonest in a second: our clock may be behind the
 *   store's; null = never
 */
export async function settleChange(
  store: Store,
  { instanceId, heldUntil, changedAt }: HeldChange,
  lookAgainAt: Date | null,
): Promise<void> {
  const ours = sql`instance_id = ${instanceId} and held_until = ${heldUntil}::timestamptz`;
  if (lookAgainAt === null) {
    const done = await sql`
      delete from approval_changes where ${ours} and changed_at = ${changedAt}::timestamptz`.execute(store);
    if (done.numAffectedRows === 1n) return;
  }
  await sql`
    update approval_changes set held_until = null, attempts = 0, problem = null,
      due_at = case when changed_at = ${changedAt}::timestamptz
        then greatest(${lookAgainAt}::timestamptz, clock_timestamp() + interval '1 second')
        else clock_timestamp() end
    where ${ours}`.execute(store);
}

/** It could not be shown: tried again after `delayMs`, or at once when it changed meanwhile and Slack works. */
export async function postponeChange(
  store: Store,
  { instanceId, heldUntil, changedAt }: HeldChange,
  { delayMs, problem }: { delayMs: number; problem: Problem | null },
): Promise<void> {
  const waits = problem?.word === 'retry-later' || problem?.word === 'sign-in-again';
  await sql`
    update approval_changes set held_until = null, attempts = attempts + 1,
      problem = ${problem && jsonText(problem)}::jsonb,
      due_at = clock_timestamp() + case when ${waits}::boolean or changed_at = ${changedAt}::timestamptz
        then ${delayMs} else 0 end * interval '1 millisecond'
    where instance_id = ${instanceId} and held_until = ${heldUntil}::timestamptz`.execute(store);
}

/** Slack works again for a company: what waited for it is due now, what changed first before all else. */
export async function changesDueNow(store: Store, company: string): Promise<void> {
  await sql`
    with waiting as (
      select instance_id from approval_changes
      where company = ${company} and attempts > 0 and held_until is null for update skip locked)
    update approval_changes set due_at = least(changed_at, clock_timestamp()) from waiting
    where approval_changes.instance_id = waiting.instance_id`.execute(store);
}

/** How many changes of a company are not shown yet, and why the one that was tried most often is not. */
export async function waitingChanges(
  store: Store,
  company: string,
): Promise<{ count: number; problem: Problem | null }> {
  const found = await sql<{ count: number; problem: Problem | null }>`
    select count(*)::int as count,
      (array_agg(problem order by attempts desc) filter (where problem is not null))[1] as problem
    from approval_changes
    where company = ${company} and (due_at <= clock_timestamp() or attempts > 0)`.execute(store);
  return found.rows[0] ?? { count: 0, problem: null };
}

/**
 * Forgets marks that nobody will ever show: of companies without Slack, or that left; a day old, so that what is known
 * of a company a moment later on this node than on another costs nothing. Marks that are being written stay.
 * @param companies whose requests are followed
 */
export async function forgetMarksExceptOf(store: Store, companies: readonly string[]): Promise<void> {
  await sql`
    with unwanted as (
      select instance_id from approval_changes
      where company <> all (${[...companies]}::text[]) and changed_at < now() - interval '1 day'
      for update skip locked)
    delete from approval_changes using unwanted
    where approval_changes.instance_id = unwanted.instance_id`.execute(store);
}
