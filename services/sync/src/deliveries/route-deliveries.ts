import type { Kysely } from 'kysely';
import type { AdvanceResult } from '../engine/advance.ts';
import type { Bell } from '../engine/bell.ts';
import type { Log } from '../log.ts';
import {
  type DeliveryRow,
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
const beside = 4;
const retryDelayMs = 2_000;
const attemptCountMax = 20;

/** Routes recorded deliveries: subjects beside each other, the deliveries of one subject in order of arrival. */
export function createRouter(db: Kysely<Schema>, bell: Bell, log: Log, route: RouteDelivery): Router {
  let running: Promise<void> | null = null;
  let again = false;

  const routeSubject = async (subject: string): Promise<void> => {
    let current: DeliveryRow | undefined;
    try {
      const advanced = await db.transaction().execute(async (store) => {
        await lockSubject(store, subject);
        const results: AdvanceResult[] = [];
        const marks = [];
        for (const delivery of await deliveriesOf(store, subject)) {
          current = delivery;
          const routed = await underTrace({ requestId: delivery.requestId }, () => route(store, delivery));
          results.push(...routed.advanced);
          marks.push({ id: delivery.id, state: routed.state, reason: routed.reason });
        }
        await markDeliveries(store, marks);
        return results;
      });
      ringFor(bell, advanced);
    } catch (error) {
      const reason = error instanceof Error ? error.message : String(error);
      log.warn(
        { error: reason, deliveryId: current?.id },
        'a delivery could not be routed; it stays recorded',
      );
      if (current) await postponeDelivery(db, current.id, { reason, delayMs: retryDelayMs, attemptCountMax });
    }
  };
  const routeAll = async (): Promise<void> => {
    do {
      again = false;
      const subjects = await waitingSubjects(db, subjectCountMax);
      await eachBeside(subjects, routeSubject);
      again ||= subjects.length === subjectCountMax;
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

async function eachBeside(
  subjects: readonly string[],
  work: (subject: string) => Promise<void>,
): Promise<void> {
  const rest = subjects.values();
  await Promise.all(
    Array.from({ length: beside }, async () => {
      for (const subject of rest) await work(subject);
    }),
  );
}
