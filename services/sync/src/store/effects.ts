import { type Kysely, type RawBuilder, sql } from 'kysely';
import type { Effect } from '#core/effects.ts';
import type { Problem } from '#core/model/problem.ts';
import type { Store } from './instances.ts';
import { jsonText } from './json-text.ts';
import type { EffectState, Schema } from './schema.ts';
import type { ShadowWrite } from './shadow-writes.ts';

/** An effect as stored. */
export interface EffectRow {
  id: string;
  instanceId: string;
  decision: number;
  key: string;
  kind: string;
  effect: Effect;
  state: EffectState;
  attempts: number;
  problem: Problem | null;
  dueAt: Date;
  handedOverAt: Date | null;
  finishedAt: Date | null;
  /** The request that asked for it, carried on to the outgoing call. */
  requestId: string | null;
  /** What it would have written; null when it is carried out for real. */
  shadow: ShadowWrite[] | null;
}

const columns = sql`id, instance_id as "instanceId", decision, key, kind, payload as effect, state, attempts, problem,
  due_at as "dueAt", handed_over_at as "handedOverAt", finished_at as "finishedAt", effects.request_id as "requestId", shadow`;

/** An effect as claimed. Its payload is parsed by whoever carries it out: another release may have written it. */
export type ClaimedRow = Omit<EffectRow, 'effect'> & { effect: unknown };

/** An effect that is ours to carry out; `interrupted`: an earlier run of it did not come to its end. */
export interface ClaimedEffect {
  row: ClaimedRow;
  interrupted: boolean;
  /** How far the store's clock is ahead of ours, in milliseconds. */
  clockAheadMs: number;
}

/**
 * Which claim of an effect speaks: each has a number of attempts of its own. A node whose lock was lost may still be
 * at work while another has claimed the effect anew: what the late one says changes nothing.
 */
export type Claim = Pick<EffectRow, 'id' | 'attempts'>;

/**
 * Takes the next effect of an instance that is due, and marks it as running. Effects of decisions run one after the
 * other; one that failed holds back those behind it. Effects of no decision wait for nobody.
 */
export async function claimNextEffect(store: Store, instanceId: string): Promise<ClaimedEffect | undefined> {
  const claimed = await sql<ClaimedAnswer>`
    with ${claimParts(instanceId)} select * from claimed`.execute(store);
  return claimedOf(claimed.rows[0]);
}

/** What `claimed` tells: null everywhere when nothing was due. */
export type ClaimedAnswer = ClaimedRow & { before: EffectState; startedAt: Date };

/**
 * The claim as parts of a larger statement, its answer under the name `claimed`. The states are told by what they are
 * not: so PostgreSQL takes the index of the instance, not the one of everything due, which is full of what was.
 * @param ended an effect that the same statement ends as done: it holds back nothing any more
 */
export function claimParts(
  instanceId: string,
  onlyIf: RawBuilder<unknown> = sql`true`,
  ended: string | null = null,
): RawBuilder<unknown> {
  return sql`
    next as (
      select id, state as before from effects as candidate
      where ${onlyIf} and instance_id = ${instanceId} and state not in ('done', 'dead-letter', 'cancelled')
        and due_at <= clock_timestamp() and id is distinct from ${ended}::uuid
        and (decision = 0 or not exists (
          select 1 from effects as earlier
          where earlier.instance_id = candidate.instance_id and earlier.decision > 0
            and earlier.ordinal < candidate.ordinal and earlier.state not in ('done', 'cancelled')
            and earlier.id is distinct from ${ended}::uuid))
      order by ordinal limit 1 for update),
    claimed as (
      update effects set state = 'running', attempts = attempts + 1, started_at = clock_timestamp()
      from next where effects.id = next.id
      returning effects.id, instance_id as "instanceId", decision, key, kind, payload as effect, state, attempts,
        problem, due_at as "dueAt", handed_over_at as "handedOverAt", finished_at as "finishedAt",
        effects.request_id as "requestId", shadow, started_at as "startedAt", next.before)`;
}

/** The claim an answer tells of, if it tells of one. */
export function claimedOf(answer: ClaimedAnswer | undefined): ClaimedEffect | undefined {
  if (!answer?.id) return undefined;
  const { before, startedAt, ...row } = answer;
  return { row, interrupted: before === 'running', clockAheadMs: startedAt.getTime() - Date.now() };
}

/** Ends a running effect; false when it is not running any more, or claimed anew. A superseded one is no dead letter. */
export async function finishEffect(
  store: Store,
  { id, attempts }: Claim,
  end: { state: 'done' | 'dead-letter'; problem: Problem | null },
): Promise<boolean> {
  const result = await sql`
    update effects set problem = ${json(end.problem)}::jsonb, finished_at = clock_timestamp(),
      state = case when superseded and ${end.state} = 'dead-letter' then 'cancelled' else ${end.state} end
    where id = ${id} and state = 'running' and attempts = ${attempts}`.execute(store);
  return result.numAffectedRows === 1n;
}

/**
 * Puts a running effect back for another try after `delayMs`; a superseded one gets none.
 * @returns when that is; undefined when it is not running any more, or claimed anew
 */
export async function postponeEffect(
  store: Store,
  { id, attempts }: Claim,
  problem: Problem,
  delayMs: number,
): Promise<Date | undefined> {
  const result = await sql<{ dueAt: Date }>`
    update effects set problem = ${json(problem)}::jsonb, handed_over_at = null,
      state = case when superseded then 'cancelled' else 'retrying' end,
      due_at = clock_timestamp() + ${delayMs} * interval '1 millisecond'
    where id = ${id} and state = 'running' and attempts = ${attempts} returning due_at as "dueAt"`.execute(
    store,
  );
  return result.rows[0]?.dueAt;
}

/** The note that an effect cannot be taken back outside any more: written, and true once it is committed. */
export interface HandoverNote {
  /** Sent to the store within this very instant. */
  commit(): Promise<void>;
}

/** Another node has claimed the effect anew: nothing of ours may leave any more. */
export class ClaimLost extends Error {}

/**
 * Writes the note, but leaves it to the caller to commit it: a process that dies before takes the note with it.
 * Whoever gets a note commits it; it holds a connection until then.
 * @throws ClaimLost
 */
export async function writeHandoverNote(db: Kysely<Schema>, { id, attempts }: Claim): Promise<HandoverNote> {
  const transaction = await db.startTransaction().execute();
  // Gives the connection back, also when that fails.
  const giveUp = () =>
    transaction
      .rollback()
      .execute()
      .catch(() => undefined);
  try {
    const noted = await sql`
      update effects set handed_over_at = clock_timestamp()
      where id = ${id} and state = 'running' and attempts = ${attempts}`.execute(transaction);
    if (noted.numAffectedRows !== 1n) throw new ClaimLost();
  } catch (error) {
    await giveUp();
    throw error;
  }
  return {
    commit: async () => {
      try {
        await transaction.commit().execute();
      } catch (error) {
        await giveUp();
        throw error;
      }
    },
  };
}

/** Gives a failed effect another try now, with a new payload if there is one; false when it has not failed. */
export async function retryEffect(store: Store, id: string, effect: Effect | null): Promise<boolean> {
  const payload = effect ? sql`${jsonText(effect)}::jsonb` : sql`payload`;
  const result = await sql`
    update effects set state = 'retrying', due_at = clock_timestamp(), finished_at = null, attempts = 0,
      handed_over_at = null, payload = ${payload}
    where id = ${id} and state in ('retrying', 'dead-letter')`.execute(store);
  return result.numAffectedRows === 1n;
}

/**
 * Cancels the effects of a decision: one under way is not tried again should it fail. With `all`, every one or none, and none that was tried.
 * The rows are locked first, so that an effect about to be claimed is either cancelled or seen as begun.
 * @returns false when an effect has begun already
 */
export async function cancelEffects(
  store: Store,
  instanceId: string,
  { decision, all }: { decision: number; all: boolean },
): Promise<boolean> {
  const locked = await sql<{ state: EffectState }>`
    select state from effects where instance_id = ${instanceId} and decision = ${decision} for update`.execute(
    store,
  );
  const begun = locked.rows.some(({ state }) => state !== 'waiting' && state !== 'dead-letter');
  if (begun && all) return false;
  await sql`
    update effects set superseded = true,
      finished_at = case when state = 'running' then null else clock_timestamp() end,
      state = case when state = 'running' then state else 'cancelled' end
    where instance_id = ${instanceId} and decision = ${decision} and state not in ('done', 'cancelled')`.execute(
    store,
  );
  return !begun;
}

/** Puts what was cancelled of a decision back in its place; one still under way may be tried again. */
export async function restoreEffects(store: Store, instanceId: string, decision: number): Promise<void> {
  await sql`
    update effects set superseded = false, finished_at = null, state = case when state = 'running' then state
      when attempts > 0 then 'retrying' else 'waiting' end
    where instance_id = ${instanceId} and decision = ${decision} and superseded and state <> 'done'`.execute(
    store,
  );
}

/**
 * A vendor answers again: effects that waited for it are due now.
 * @returns their instances
 */
export async function retryTroubledNow(store: Store, kinds: readonly string[]): Promise<string[]> {
  return dueNow(store, sql`kind in (${sql.join(kinds)}) and problem ->> 'word' = 'retry-later'`);
}

/**
 * Credentials may have been renewed: effects refused for want of them are due now.
 * @returns their instances
 */
export async function retryRefusedSignInsNow(store: Store): Promise<string[]> {
  return dueNow(store, sql`problem ->> 'word' = 'sign-in-again'`);
}

async function dueNow(store: Store, which: RawBuilder<unknown>): Promise<string[]> {
  const found = await sql<{ id: string }>`
    update effects set due_at = clock_timestamp() where state = 'retrying' and ${which}
    returning instance_id as id`.execute(store);
  return [...new Set(found.rows.map((row) => row.id))];
}

/** Effects of instances, in their order. */
export async function readEffects(store: Store, instanceIds: readonly string[]): Promise<EffectRow[]> {
  if (instanceIds.length === 0) return [];
  const found = await sql<EffectRow>`
    select ${columns} from effects where instance_id in (${sql.join(instanceIds)}) order by ordinal`.execute(
    store,
  );
  return found.rows;
}

/** One effect with the company of its instance. */
export async function readEffect(
  store: Store,
  id: string,
): Promise<(EffectRow & { company: string }) | undefined> {
  const found = await sql<EffectRow & { company: string }>`
    select effects.id, instance_id as "instanceId", decision, key, kind, payload as effect, effects.state, attempts,
      problem, due_at as "dueAt", handed_over_at as "handedOverAt", finished_at as "finishedAt", effects.request_id as "requestId", shadow, company
    from effects join instances on instances.id = instance_id where effects.id = ${id}`.execute(store);
  return found.rows[0];
}

function json(value: unknown): string | null {
  return value === null ? null : jsonText(value);
}
