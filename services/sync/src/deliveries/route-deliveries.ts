import { setTimeout as sleep } from 'node:timers/promises';
import type { Kysely } from 'kysely';
import type { AdvanceResult } from '../engine/advance.ts';
import type { Bell } from '../engine/bell.ts';
import type { Log } from '../log.ts';
import {
  type DeliveryRow,
  deliveriesMax,
  deliveriesOf,
  lockSubject,
  markDeliveries,
  postponeDelivery,
  waitingSubjects,
} from '../store/deliveries.ts';
import type { Store } from '../store/instances.ts';
import type { Schema } from '../store/schema.ts';
import { observed, underTrace } from '../trace.ts';

/** What became of a delivery, and whom it moved. */
export interface Routed {
  state: 'routed' | 'ignored' | 'unreadable';
  reason: string | null;
  advanced: AdvanceResult[];
}

/**
 * Turns one delivery into events, in the transaction that marks it. `following` are the later ones of its subject that
 * the same transaction routes.
 */
export type RouteDelivery = (
  store: Store,
  delivery: DeliveryRow,
  following: readonly DeliveryRow[],
) => Promise<Routed>;

/** Says of which deliveries of a lot nothing comes but what it did, by their ids. */
export type PassOver = (store: Store, deliveries: readonly DeliveryRow[]) => Promise<Map<number, Routed>>;

/** How deliveries are routed: together what can be, the rest one by one. */
export interface Routing {
  passOver: PassOver;
  route: RouteDelivery;
  /** Told what became of each delivery once that is written; for the figures. */
  routed?(source: string, outcome: Routed['state'] | 'postponed' | 'failed'): void;
}

export interface Router {
  /** Deliveries wait: route them soon. */
  poke(): void;
  /** Resolves when nothing waits any more. */
  idle(): Promise<void>;
  /** Begins nothing new, and waits for what is being routed; the rest stays recorded. */
  stop(): Promise<void>;
}

/** Subjects looked at together: most are passed over, and one commit to disk serves them all. */
const togetherMax = 100;
/** Of the others so few share a transaction that it ends soon: a process that dies loses little of its work. */
const subjectsMax = 8;
/** So many transactions route beside each other: the store works while we decide. */
const besideMax = 6;
/** While more keeps coming in: long enough for some to share a transaction, too short to be noticed. */
const gatherMs = 100;
const retryDelayMs = 2_000;
const attemptCountMax = 20;

/** Routes recorded deliveries: some subjects at a time, the deliveries of one subject in order of arrival. */
export function createRouter(db: Kysely<Schema>, bell: Bell, log: Log, routing: Routing): Router {
  const { passOver, route, routed = () => undefined } = routing;
  let running: Promise<void> | null = null;
  let poked = false;
  let stopped = false;

  /** @returns whether these subjects may have more */
  const routeSubjects = async (subjects: readonly string[]): Promise<boolean> => {
    let current: DeliveryRow | undefined;
    const routeNoting: RouteDelivery = (store, delivery, following) => {
      current = delivery;
      const { source, requestId } = delivery;
      const piece = { station: 'delivery', name: `route ${source}`, facts: { source } } as const;
      return underTrace({ requestId }, () => observed(piece, () => route(store, delivery, following)));
    };
    try {
      const { advanced, outcomes } = await db
        .transaction()
        .execute((store) => routeTogether(store, subjects, routeNoting));
      ringFor(bell, advanced);
      for (const { source, state } of outcomes) routed(source, state);
      return outcomes.length === deliveriesMax;
    } catch (error) {
      // One that cannot be routed must not keep the others.
      if (subjects.length > 1) for (const subject of subjects) await routeSubjects([subject]);
      else if (current) routed(current.source, await setAside(db, log, error, current));
      else log.warn({ error: reasonOf(error) }, 'deliveries could not be routed; they stay recorded');
      return true;
    }
  };
  const routeLot = async (subjects: readonly string[]): Promise<boolean> => {
    const left = await db
      .transaction()
      .execute((store) => leaveOut(store, subjects, passOver))
      // One that makes trouble here is found when they are taken one by one.
      .catch(() => ({ subjects: [...subjects], outcomes: [], hasMore: false }));
    for (const { source, state } of left.outcomes) routed(source, state);
    const parts = partsOf(left.subjects).values();
    let hasMore = left.hasMore;
    const routeParts = async () => {
      for (const part of parts) if (!stopped) hasMore = (await routeSubjects(part)) || hasMore;
    };
    await Promise.all(Array.from({ length: besideMax }, routeParts));
    return hasMore;
  };
  const routeAll = async (): Promise<void> => {
    let isBacklog = false;
    do {
      poked = false;
      const startedAt = performance.now();
      const subjects = await waitingSubjects(db, togetherMax);
      const hasMore = subjects.length > 0 && (await routeLot(subjects));
      isBacklog = hasMore || subjects.length === togetherMax;
      // Whoever sends waits at the door, nobody here: while more comes in, half of the time is the door's.
      const tookMs = performance.now() - startedAt;
      if (poked) await sleep(isBacklog ? Math.min(gatherMs, tookMs) : gatherMs);
    } while ((isBacklog || poked) && !stopped);
    running = null;
  };
  const start = () => {
    running = routeAll().catch((error: Error) => {
      running = null;
      log.warn({ error: error.message }, 'deliveries could not be read; the sweep comes back');
    });
  };

  return {
    poke: () => {
      if (stopped) return;
      if (running) poked = true;
      else start();
    },
    idle: async () => {
      while (running) await running;
    },
    stop: async () => {
      stopped = true;
      await running;
    },
  };
}

/** What became of a delivery of a source. */
type Outcome = { source: string; state: Routed['state'] };

/** Does together what takes no closer look, and says which subjects are left. */
async function leaveOut(
  store: Store,
  subjects: readonly string[],
  passOver: PassOver,
): Promise<{ subjects: string[]; outcomes: Outcome[]; hasMore: boolean }> {
  await lockSubject(store, ...subjects);
  const deliveries = await deliveriesOf(store, ...subjects);
  const passedOver = await passOver(store, deliveries);
  const marks = [...passedOver].map(([id, { state, reason }]) => ({ id, state, reason }));
  await markDeliveries(store, marks);
  const left = deliveries.filter(({ id }) => !passedOver.has(id)).map(({ subject }) => subject);
  const outcomes = deliveries.flatMap(({ id, source }) => {
    const state = passedOver.get(id)?.state;
    return state === undefined ? [] : [{ source, state }];
  });
  return { subjects: [...new Set(left)], outcomes, hasMore: deliveries.length === deliveriesMax };
}

function partsOf(subjects: readonly string[]): string[][] {
  const count = Math.ceil(subjects.length / subjectsMax);
  return Array.from({ length: count }, (_, index) =>
    subjects.slice(index * subjectsMax, (index + 1) * subjectsMax),
  );
}

/** Routes the deliveries of some subjects and marks them, in one transaction. */
async function routeTogether(
  store: Store,
  subjects: readonly string[],
  route: RouteDelivery,
): Promise<{ advanced: AdvanceResult[]; outcomes: Outcome[] }> {
  await lockSubject(store, ...subjects);
  const advanced: AdvanceResult[] = [];
  const marks = [];
  const outcomes: Outcome[] = [];
  const deliveries = await deliveriesOf(store, ...subjects);
  for (const [index, delivery] of deliveries.entries()) {
    const following = deliveries.slice(index + 1).filter(({ subject }) => subject === delivery.subject);
    const routed = await route(store, delivery, following);
    advanced.push(...routed.advanced);
    marks.push({ id: delivery.id, state: routed.state, reason: routed.reason });
    outcomes.push({ source: delivery.source, state: routed.state });
  }
  await markDeliveries(store, marks);
  return { advanced, outcomes };
}

/** A delivery that could not be routed waits for another try, or is set aside for an operator. */
async function setAside(
  db: Kysely<Schema>,
  log: Log,
  error: unknown,
  { id, attempts }: DeliveryRow,
): Promise<'postponed' | 'failed'> {
  const reason = reasonOf(error);
  log.warn({ error: reason, deliveryId: id }, 'a delivery could not be routed; it stays recorded');
  await postponeDelivery(db, id, { reason, delayMs: retryDelayMs, attemptCountMax });
  return attempts + 1 >= attemptCountMax ? 'failed' : 'postponed';
}

function reasonOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}

/** Rings for what an advance made due: now, or at its instant. */
export function ringFor(bell: Bell, results: readonly AdvanceResult[]): void {
  for (const { instanceId, dueAt } of results) {
    for (const at of dueAt) {
      const instant = new Date(at);
      if (instant.getTime() <= Date.now()) bell.ring({ instanceId });
      else bell.ringAt({ instanceId }, instant);
    }
  }
}
