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
import { underTrace } from '../trace.ts';

/** What became of a delivery, and whom it moved. */
export interface Routed {
  state: 'routed' | 'ignored' | 'unreadable';
  reason: string | null;
  advanced: AdvanceResult[];
}

/** Turns one delivery into events, in the transaction that marks it. */
export type RouteDelivery = (store: Store, delivery: DeliveryRow) => Promise<Routed>;

export interface Router {
  /** Deliveries wait: route them soon. */
  poke(): void;
  /** Resolves when nothing waits any more. */
  idle(): Promise<void>;
}

const subjectCountMax = 100;
/** Subjects that share a transaction: one commit to disk serves them all. */
const togetherMax = 20;
/** While more keeps coming in: long enough for some to share a transaction, too short to be noticed. */
const gatherMs = 20;
const retryDelayMs = 2_000;
const attemptCountMax = 20;

/** Routes recorded deliveries: some subjects at a time, the deliveries of one subject in order of arrival. */
export function createRouter(db: Kysely<Schema>, bell: Bell, log: Log, route: RouteDelivery): Router {
  let running: Promise<void> | null = null;
  let again = false;
  let current: DeliveryRow | undefined;

  const routeNoting: RouteDelivery = (store, delivery) => {
    current = delivery;
    return underTrace({ requestId: delivery.requestId }, () => route(store, delivery));
  };
  const routeSubjects = async (subjects: readonly string[]): Promise<void> => {
    current = undefined;
    try {
      const routed = await db.transaction().execute((store) => routeTogether(store, subjects, routeNoting));
      again ||= routed.count === deliveriesMax;
      ringFor(bell, routed.advanced);
    } catch (error) {
      // One that cannot be routed must not keep the others.
      if (subjects.length > 1) for (const subject of subjects) await routeSubjects([subject]);
      else await setAside(db, log, error, current);
    }
  };
  const routeAll = async (): Promise<void> => {
    do {
      again = false;
      const subjects = await waitingSubjects(db, subjectCountMax);
      for (let first = 0; first < subjects.length; first += togetherMax) {
        await routeSubjects(subjects.slice(first, first + togetherMax));
      }
      again ||= subjects.length === subjectCountMax;
      if (again && subjects.length < togetherMax) await sleep(gatherMs);
    } while (again);
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
      if (running) again = true;
      else start();
    },
    idle: async () => {
      while (running) await running;
    },
  };
}

/** Routes the deliveries of some subjects and marks them, in one transaction. */
async function routeTogether(
  store: Store,
  subjects: readonly string[],
  route: RouteDelivery,
): Promise<{ advanced: AdvanceResult[]; count: number }> {
  await lockSubject(store, ...subjects);
  const advanced: AdvanceResult[] = [];
  const marks = [];
  for (const delivery of await deliveriesOf(store, ...subjects)) {
    const routed = await route(store, delivery);
    advanced.push(...routed.advanced);
    marks.push({ id: delivery.id, state: routed.state, reason: routed.reason });
  }
  await markDeliveries(store, marks);
  return { advanced, count: marks.length };
}

/** A delivery that could not be routed waits for another try. */
async function setAside(
  db: Kysely<Schema>,
  log: Log,
  error: unknown,
  delivery: DeliveryRow | undefined,
): Promise<void> {
  const reason = error instanceof Error ? error.message : String(error);
  const deliveryId = delivery?.id;
  log.warn({ error: reason, deliveryId }, 'a delivery could not be routed; it stays recorded');
  if (deliveryId === undefined) return;
  await postponeDelivery(db, deliveryId, { reason, delayMs: retryDelayMs, attemptCountMax });
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
