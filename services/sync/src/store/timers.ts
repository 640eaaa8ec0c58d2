import { sql } from 'kysely';
import { type ClaimedAnswer, type ClaimedEffect, claimedOf, claimParts } from './claim-effect.ts';
import type { InstanceRow, Store } from './instances.ts';

/** The next due timer of an instance, removed; run it in the transaction that acts on it. */
export async function takeDueTimer(store: Store, instanceId: string): Promise<string | undefined> {
  const taken = await sql<{ name: string }>`
    delete from timers where (instance_id, name) in (
      select instance_id, name from timers where instance_id = ${instanceId} and due_at <= clock_timestamp()
      order by due_at limit 1)
    returning name`.execute(store);
  return taken.rows[0]?.name;
}

/** An instance that is worked on now. */
export interface BegunWork {
  instance: InstanceRow;
  /** Timers go first: then no effect was taken. */
  timerIsDue: boolean;
  claimed: ClaimedEffect | undefined;
}

/**
 * Reads instances and takes the first effect of each that is due, in one round trip.
 * @returns for each in its place undefined while its company is locked
 */
export async function beginWork(store: Store, ids: readonly string[]): Promise<(BegunWork | undefined)[]> {
  const answer = await sql<Prefixed<InstanceRow> & { timerIsDue: boolean } & ClaimedAnswer>`
    with found as (
      select id as "i.id", company as "i.company", process as "i.process", version as "i.version",
        revision as "i.revision", step as "i.step", state as "i.state", created_at as "i.createdAt", exists (
          select 1 from timers where instance_id = instances.id and due_at <= clock_timestamp()) as "timerIsDue"
      from instances where id = any(${ids}::uuid[])
        and not exists (select from companies where companies.id = company and companies.state = 'locked')),
    wanted as (select "i.id" as instance_id, null::uuid as ended from found where not "timerIsDue"),
    ${claimParts}
    select found.*, claimed.* from found left join claimed on claimed."instanceId" = found."i.id"`.execute(
    store,
  );
  const begun = new Map(answer.rows.map((row) => [row['i.id'], begunOf(row)]));
  return ids.map((id) => begun.get(id));
}

function begunOf(row: Prefixed<InstanceRow> & { timerIsDue: boolean } & ClaimedAnswer): BegunWork {
  const entries = Object.entries(row).filter(([name]) => name.startsWith('i.'));
  const instance = Object.fromEntries(entries.map(([name, value]) => [name.slice(2), value]));
  return {
    instance: instance as unknown as InstanceRow,
    timerIsDue: row.timerIsDue,
    claimed: claimedOf(row),
  };
}

/** Both rows have an id and a state. */
type Prefixed<Row> = { [Name in keyof Row & string as `i.${Name}`]: Row[Name] };

/** Instances with an effect or a timer that should have begun `graceMs` ago, the longest waiting first: their bell was missed. Those of locked companies wait. */
export async function overdueInstances(store: Store, graceMs: number, limit: number): Promise<string[]> {
  const before = sql`clock_timestamp() - ${graceMs} * interval '1 millisecond'`;
  const found = await sql<{ id: string }>`
    with overdue as (
      select instance_id as id, due_at from effects as candidate
      where finished_at is null and state in ('waiting', 'running', 'retrying') and due_at <= ${before}
        and (state <> 'running' or started_at <= ${before})
        and (decision = 0 or not exists (
          select 1 from effects as earlier
          where earlier.instance_id = candidate.instance_id and earlier.decision > 0
            and earlier.ordinal < candidate.ordinal and earlier.state not in ('done', 'cancelled')))
      union all select instance_id, due_at from timers where due_at <= ${before})
    select overdue.id from overdue join instances on instances.id = overdue.id
    where company not in (select id from companies where state = 'locked')
    group by overdue.id order by min(due_at) limit ${limit}`.execute(store);
  return found.rows.map((row) => row.id);
}
