import { Effect, type EffectKind, type EffectResult, effectResults, lookUps } from '#core/effects.ts';
import type { Event } from '#core/events.ts';
import type { Problem } from '#core/model/problem.ts';
import { OutsideError, type OutsideFailure } from '../connectors/errors.ts';
import type { EffectHandlers, Handler, HandlerContext } from '../effect-handlers/handler.ts';
import { markChanged } from '../store/approval-changes.ts';
import { type ClaimedEffect, type ClaimedRow, claimNextEffect } from '../store/claim-effect.ts';
import { finishEffect, postponeEffect } from '../store/effects.ts';
import { ClaimLost, writeHandoverNote } from '../store/handover-note.ts';
import { type InstanceRow, readInstance, type Store } from '../store/instances.ts';
import { isStoreAway, onceStoreIsBack } from '../store/store-away.ts';
import { observed } from '../trace.ts';
import { advanceInstance, planAdvance } from './advance.ts';
import { causeOf, failureOf } from './effect-failure.ts';
import type { EngineDependencies } from './engine.ts';
import { delayBeforeRetry, finalProblem } from './patience.ts';

/** What became of one try; `wakeAt` is when somebody should look again. */
export interface EffectTry {
  wakeAt: Date[];
  /** The instance after it. */
  instance: InstanceRow;
  /** The effect that comes after it, taken already; never one of an instance whose lock was lost meanwhile. */
  next: ClaimedEffect | undefined;
}

/**
 * Carries a claimed effect out and tells its instance, both in one transaction with the effect's new state.
 * Failures of the outside never leave here: they become a later try or a dead letter.
 * @throws whatever the store threw when it was away: the effect stays as interrupted, and looks before it repeats
 */
export async function runEffect(
  engine: EngineDependencies,
  instance: InstanceRow,
  claimed: ClaimedEffect,
): Promise<EffectTry> {
  const { row } = claimed;
  const context: HandlerContext = {
    company: engine.companyOf(instance.company),
    instance,
    effectId: row.id,
    repeated: claimed.interrupted || row.attempts > 1 || row.problem !== null,
    shadow: row.shadow !== null,
    unclear: claimed.interrupted || row.problem?.unclear === true,
    handedOver: claimed.interrupted && row.handedOverAt !== null,
    writeHandoverNote: () => writeHandoverNote(engine.db, row, engine.handovers?.note),
  };
  try {
    const looksFirst = (await engine.restored?.looksFirst()) === true;
    const { kind, requestId, attempts: attempt } = row;
    const piece = {
      station: 'effect',
      name: kind,
      facts: { kind, attempt },
      isFirst: requestId === null,
    } as const;
    const result = await observed(piece, () =>
      carryOut(engine, Effect.parse(row.effect), looksFirst ? { ...context, repeated: true } : context, row),
    );
    return await onceStoreIsBack(() => succeeded(engine, instance, claimed, done(row, result)));
  } catch (error) {
    const isOutside = error instanceof OutsideError;
    // Vendors' words are no sign of the store: "connection error" may be theirs.
    if (!isOutside && isStoreAway(error)) throw error;
    if (error instanceof ClaimLost) return onceStoreIsBack(() => goOn(engine, instance));
    if (!isOutside)
      engine.log.error({ error, kind: row.kind, effectId: row.id }, 'an effect could not be carried out');
    return onceStoreIsBack(() => failed(engine, instance, row, failureOf(error)));
  }
}

async function carryOut<Kind extends EffectKind>(
  { handlers, health, metrics, restored }: EngineDependencies,
  effect: Extract<Effect, { kind: Kind }>,
  context: HandlerContext,
  row: ClaimedRow,
): Promise<EffectResult<Kind>> {
  const handler = (handlers as EffectHandlers)[effect.kind] as unknown as Handler<Kind>;
  // Whether a mail was sent can be asked nowhere; all else is looked for.
  const isAsked = handler.vendor === 'mail' && !context.handedOver && !context.shadow;
  if (isAsked) await restored?.askBeforeMail(row);
  const run = () => metrics.timed(effect.kind, () => handler.run(effect as never, context));
  const result = await health.run(handler.vendor, context.company.id, run, priorityOf(row));
  return effectResults[effect.kind].parse(result) as EffectResult<Kind>;
}

/** What was decided, or is told, goes before what is looked up. */
function priorityOf({ decision, kind }: ClaimedRow): number {
  return decision > 0 || !lookUps.includes(kind) ? 1 : 0;
}

type EffectDone = Extract<Event, { type: 'effect-done' }>;

function done(row: ClaimedRow, result: unknown): EffectDone {
  const { id, kind, decision } = row;
  return { type: 'effect-done', effectId: id, kind, decision, result } as EffectDone;
}

/** Most often nothing happened meanwhile: what the instance in hand decides is written with the effect's end. */
async function succeeded(
  engine: EngineDependencies,
  instance: InstanceRow,
  { row, clockAheadMs }: ClaimedEffect,
  event: EffectDone,
): Promise<EffectTry> {
  const now = new Date(Date.now() + clockAheadMs);
  const planned = planAdvance(engine.companyOf, instance, event, now);
  if (planned) {
    const { change, result } = planned;
    const goesOn = mayGoOn(engine, instance);
    const ended = await engine.together.end({ claim: row, instance, change, now, goesOn });
    const wakeAt = result.dueAt.map((at) => new Date(at));
    if (ended) return { wakeAt, instance: result.instance, next: ended.next };
  }
  return finish(engine, instance, row, { state: 'done', problem: null }, event);
}

async function failed(
  engine: EngineDependencies,
  instance: InstanceRow,
  row: ClaimedRow,
  failure: OutsideFailure,
): Promise<EffectTry> {
  const problem = problemOf(row, failure);
  engine.metrics.effectFailed(row.kind, failure.word);
  const delayMs = delayBeforeRetry(failure, row.attempts, engine.random());
  if (delayMs !== null) {
    const wakeAt = await postponeEffect(engine.db, row, problem, delayMs);
    if (engine.companyOf(instance.company).announces)
      await markChanged(engine.db, instance.id, instance.company);
    return { ...(await goOn(engine, instance)), wakeAt: wakeAt ? [wakeAt] : [] };
  }
  const { id, kind, decision } = row;
  const { word, status } = failure;
  engine.log.warn({ kind, effectId: id, word, status, cause: causeOf(failure) }, 'dead letter');
  const final = { ...problem, ...finalProblem(failure) };
  const event = {
    type: 'effect-failed',
    effectId: id,
    kind: kind as EffectKind,
    decision,
    problem: final,
  } as const;
  return finish(engine, instance, row, { state: 'dead-letter', problem: final }, event);
}

/** That something may have been done stays known through all later tries. */
function problemOf(
  { problem: before }: ClaimedRow,
  { word, title, detail, unclear, byAddress }: OutsideFailure,
): Problem {
  const wasUnclear = unclear === true || before?.unclear === true;
  return {
    word,
    title,
    detail,
    ...(wasUnclear && { unclear: true }),
    ...(byAddress && { cause: 'address' }),
  };
}

/** Tells the instance, ends the effect and takes the next one, in one transaction. */
async function finish(
  engine: EngineDependencies,
  instance: InstanceRow,
  row: ClaimedRow,
  end: { state: 'done' | 'dead-letter'; problem: Problem | null },
  event: Event,
): Promise<EffectTry> {
  try {
    return await engine.db.transaction().execute(async (store): Promise<EffectTry> => {
      const advanced = await advanceInstance(store, engine.companyOf, instance.id, event);
      // Ended by another node, or by the try whose answer got lost: its instance was told.
      if (!(await finishEffect(store, row, end))) throw new ClaimLost();
      const wakeAt = (advanced?.dueAt ?? []).map((at) => new Date(at));
      const current = advanced?.instance ?? instance;
      return { wakeAt, instance: current, next: await nextOf(engine, store, current) };
    });
  } catch (error) {
    if (!(error instanceof ClaimLost)) throw error;
    return goOn(engine, (await readInstance(engine.db, instance.id)) ?? instance);
  }
}

async function goOn(engine: EngineDependencies, instance: InstanceRow): Promise<EffectTry> {
  return { wakeAt: [], instance, next: await nextOf(engine, engine.db, instance) };
}

async function nextOf(
  engine: EngineDependencies,
  store: Store,
  instance: InstanceRow,
): Promise<ClaimedEffect | undefined> {
  return mayGoOn(engine, instance) ? claimNextEffect(store, instance.id) : undefined;
}

/**
 * Without the lock another node may be at work: what it is carrying out would look like ours to go on with. And a
 * company that took the app away in the middle of a job gets nothing more of it.
 */
function mayGoOn({ locks, serves }: EngineDependencies, { id, company }: InstanceRow): boolean {
  return locks.holds(id) && serves(company);
}
