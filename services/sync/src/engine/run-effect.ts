import type { Effect, EffectKind, EffectResult } from '#core/effects.ts';
import { effectResults } from '#core/effects.ts';
import type { Event } from '#core/events.ts';
import type { Problem } from '#core/model/problem.ts';
import { OutsideError, type OutsideFailure } from '../connectors/errors.ts';
import type { EffectHandlers, Handler, HandlerContext } from '../effect-handlers/handler.ts';
import {
  type ClaimedEffect,
  claimNextEffect,
  type EffectRow,
  finishEffect,
  postponeEffect,
  writeHandoverNote,
} from '../store/effects.ts';
import { type InstanceRow, readInstance } from '../store/instances.ts';
import { isStoreAway, onceStoreIsBack } from '../store/store-away.ts';
import { advanceInstance } from './advance.ts';
import type { EngineDependencies } from './engine.ts';
import { delayBeforeRetry } from './patience.ts';

/** What became of one try; `wakeAt` is when somebody should look again. */
export interface EffectTry {
  wakeAt: Date[];
  /** The instance after it. */
  instance: InstanceRow;
  /** The effect that comes after it, taken already. */
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
    handedOver: claimed.interrupted && row.handedOverAt !== null,
    writeHandoverNote: () => writeHandoverNote(engine.db, row.id),
  };
  try {
    const result = await carryOut(engine, row.effect, context);
    const end = { state: 'done', problem: null } as const;
    return await onceStoreIsBack(() => finish(engine, instance, row, end, done(row, result)));
  } catch (error) {
    if (isStoreAway(error)) throw error;
    if (!(error instanceof OutsideError))
      engine.log.error({ error, kind: row.kind }, 'an effect handler is broken');
    return onceStoreIsBack(() => failed(engine, instance, row, failureOf(error)));
  }
}

async function carryOut<Kind extends EffectKind>(
  { handlers, health, metrics }: EngineDependencies,
  effect: Extract<Effect, { kind: Kind }>,
  context: HandlerContext,
): Promise<EffectResult<Kind>> {
  const handler = (handlers as EffectHandlers)[effect.kind] as unknown as Handler<Kind>;
  const result = await health.run(handler.vendor, () =>
    metrics.timed(effect.kind, () => handler.run(effect as never, context)),
  );
  return effectResults[effect.kind].parse(result) as EffectResult<Kind>;
}

function done(row: EffectRow, result: unknown): Event {
  const { id, kind, decision } = row;
  return { type: 'effect-done', effectId: id, kind, decision, result } as Event;
}

async function failed(
  engine: EngineDependencies,
  instance: InstanceRow,
  row: EffectRow,
  failure: OutsideFailure,
): Promise<EffectTry> {
  const problem: Problem = { word: failure.word, title: failure.title, detail: failure.detail };
  engine.metrics.effectFailed(row.kind, failure.word);
  const delayMs = delayBeforeRetry(failure, row.attempts, engine.random());
  if (delayMs !== null) {
    const wakeAt = await postponeEffect(engine.db, row.id, problem, delayMs);
    return { wakeAt: [wakeAt], instance, next: await claimNextEffect(engine.db, row.instanceId) };
  }
  engine.log.warn(
    { kind: row.kind, effectId: row.id, word: failure.word, detail: failure.detail.en },
    'dead letter',
  );
  const { id, decision } = row;
  const event = { type: 'effect-failed', effectId: id, kind: row.effect.kind, decision, problem } as const;
  return finish(engine, instance, row, { state: 'dead-letter', problem }, event);
}

/** The effect was ended by another node, or by the try whose answer got lost: its instance was told. */
class EndedByAnother extends Error {}

/** Tells the instance, ends the effect and takes the next one, in one transaction. */
async function finish(
  { db, companyOf }: EngineDependencies,
  instance: InstanceRow,
  row: EffectRow,
  end: { state: 'done' | 'dead-letter'; problem: Problem | null },
  event: Event,
): Promise<EffectTry> {
  try {
    return await db.transaction().execute(async (store): Promise<EffectTry> => {
      const advanced = await advanceInstance(store, companyOf, instance.id, event);
      if (!(await finishEffect(store, row.id, end))) throw new EndedByAnother();
      const next = await claimNextEffect(store, instance.id);
      const wakeAt = (advanced?.dueAt ?? []).map((at) => new Date(at));
      return { wakeAt, instance: advanced?.instance ?? instance, next };
    });
  } catch (error) {
    if (!(error instanceof EndedByAnother)) throw error;
    const current = (await readInstance(db, instance.id)) ?? instance;
    return { wakeAt: [], instance: current, next: await claimNextEffect(db, instance.id) };
  }
}

function failureOf(error: unknown): OutsideFailure {
  if (error instanceof OutsideError) return error.failure;
  const text = error instanceof Error ? error.message : String(error);
  return {
    vendor: 'pipedrive',
    word: 'broken',
    title: { fr: 'Erreur interne de Passerelle', en: 'Internal error of Passerelle' },
    detail: {
      fr: 'L’équipe qui exploite Passerelle doit regarder le journal technique, puis réessayer.',
      en: 'The team that operates Passerelle has to look at the technical log, then retry.',
    },
    cause: text,
  };
}
