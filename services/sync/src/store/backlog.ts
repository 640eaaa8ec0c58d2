import { sql } from 'kysely';
import { isDeadLetter } from './dead-letters.ts';
import { countDrifts } from './drifts.ts';
import type { Store } from './instances.ts';
import type { EffectState } from './schema.ts';

/** So many of something are in a state; of requests, in a step. */
export interface BacklogCount {
  what: string;
  state: string;
  count: number;
}

/** What waits, what runs and what gave up. */
export interface Backlog {
  deliveries: { state: string; count: number }[];
  effects: { kind: string; state: EffectState; count: number }[];
  requests: { step: string; count: number }[];
  /** Where the outside differs from what was done. */
  drifts: { kind: string; count: number }[];
  /** What should have begun by now, and for how long the oldest has been waiting. */
  due: { queue: string; kind: string; count: number; oldestSeconds: number }[];
}

/**
 * Reads only what partial indexes hold: the cost grows with what waits, not with what was ever done. Steps are summed up
 * from their changes.
 */
export async function readBacklog(store: Store): Promise<Backlog> {
  const [deliveries, effects, requests, drifts, due] = await Promise.all([
    sql<Backlog['deliveries'][number]>`
      select state, count(*)::int as count from deliveries where state = 'recorded' group by state
      union all select state, count(*)::int from deliveries
        where state in ('failed', 'unreadable') group by state`.execute(store),
    sql<Backlog['effects'][number]>`
      select kind, state, count(*)::int as count from effects where finished_at is null group by kind, state
      union all select kind, state, count(*)::int from effects
        where ${isDeadLetter}
        group by kind, state`.execute(store),
    sql<Backlog['requests'][number]>`
      select step, sum(change)::int as count from step_changes group by step having sum(change) > 0`.execute(
      store,
    ),
    countDrifts(store),
    readDue(store),
  ]);
  return { deliveries: deliveries.rows, effects: effects.rows, requests: requests.rows, drifts, due };
}

/** The same as one list: what, in which state, how many. */
export function countsOf({ deliveries, effects, requests, drifts }: Backlog): BacklogCount[] {
  const states = [...new Set(effects.map(({ state }) => state))];
  const counted = states.map((state) => {
    const own = effects.filter((effect) => effect.state === state);
    return { what: 'effects', state, count: own.reduce((sum, { count }) => sum + count, 0) };
  });
  return [
    ...deliveries.map((row) => ({ what: 'deliveries', ...row })),
    ...counted,
    ...requests.map(({ step: state, count }) => ({ what: 'requests', state, count })),
    ...drifts.map(({ kind: state, count }) => ({ what: 'drifts', state, count })),
  ];
}

/** What waits, what runs and what gave up, counted. */
export async function countBacklog(store: Store): Promise<BacklogCount[]> {
  return countsOf(await readBacklog(store));
}

/** An effect held back by the one before it, and all of a locked company, wait for somebody else than us. */
async function readDue(store: Store): Promise<Backlog['due']> {
  const found = await sql<Backlog['due'][number]>`
    with locked as (select id from companies where state = 'locked'),
    due as (
      select 'deliveries' as queue, source as kind, due_at from deliveries
        where state = 'recorded' and due_at <= clock_timestamp()
      union all select 'effects', kind, due_at from effects as candidate
        join instances on instances.id = instance_id
        where finished_at is null and candidate.state in ('waiting', 'retrying') and due_at <= clock_timestamp()
          and company not in (select id from locked)
          and (decision = 0 or not exists (
            select 1 from effects as earlier
            where earlier.instance_id = candidate.instance_id and earlier.decision > 0
              and earlier.ordinal < candidate.ordinal and earlier.state not in ('done', 'cancelled')))
      union all select 'timers', process, due_at from timers join instances on instances.id = instance_id
        where due_at <= clock_timestamp() and company not in (select id from locked)
      union all select 'slack-messages', 'approval-message', due_at from approval_changes
        where due_at <= clock_timestamp() and company not in (select id from locked)
      union all select 'bulk-decisions', 'bulk-decision', created_at from bulk_decisions where finished_at is null)
    select queue, kind, count(*)::int as count,
      greatest(0, extract(epoch from clock_timestamp() - min(due_at)))::float8 as "oldestSeconds"
    from due group by queue, kind`.execute(store);
  return found.rows;
}
