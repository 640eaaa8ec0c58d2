import { type RawBuilder, sql } from 'kysely';
import { type Effect, lookUps } from '#core/effects.ts';
import type { Problem } from '#core/model/problem.ts';
import type { Claim } from './claim-effect.ts';
import type { Store } from './instances.ts';
import { jsonText } from './json-text.ts';
import type { EffectState } from './schema.ts';
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

const triedAnew = sql`state = 'retrying', due_at = clock_timestamp(), finished_at = null, attempts = 0,
  handed_over_at = null`;

/** Gives a failed effect another try now, with a new payload if there is one; false when it has not failed. */
export async function retryEffect(store: Store, id: string, effect: Effect | null): Promise<boolean> {
  const payload = effect ? sql`${jsonText(effect)}::jsonb` : sql`payload`;
  const result = await sql`
    update effects set ${triedAnew}, payload = ${payload}
    where id = ${id} and state in ('retrying', 'dead-letter')`.execute(store);
  return result.numAffectedRows === 1n;
}

/** Gives the effects of a kind that gave up in a decision another try now. */
export async function retryFailedEffects(
  store: Store,
  instanceId: string,
  { decision, kind }: { decision: number; kind: string },
): Promise<void> {
  await sql`
    update effects set ${triedAnew}
    where instance_id = ${instanceId} and decision = ${decision} and kind = ${kind} and state = 'dead-letter'`.execute(
    store,
  );
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
 * @returns their instances in the order of importance: what was decided, or is told, before what is looked up, the oldest
 *   first
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
    with due as (
      update effects set due_at = clock_timestamp() where state = 'retrying' and ${which}
      returning instance_id, decision, kind, ordinal)
    select instance_id as id from due group by instance_id
    order by bool_or(decision > 0 or kind <> all (${[...lookUps]}::text[])) desc, min(ordinal)`.execute(
    store,
  );
  return found.rows.map((row) => row.id);
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
