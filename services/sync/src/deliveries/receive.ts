import type { Kysely } from 'kysely';
import type { Bell } from '../engine/bell.ts';
import { insertDeliveries, type NewDelivery } from '../store/deliveries.ts';
import type { Schema } from '../store/schema.ts';

/** Records a delivery; resolves once it is on disk. */
export type Receive = (delivery: NewDelivery) => Promise<void>;

export interface Receiver {
  receive: Receive;
  /** Whether so many wait to be written that one more would wait too long: better it is sent again later. */
  isFull(): boolean;
}

const batchSize = 200;
/**
 * A second's work or less. What a vendor sends at once after an edit of many records is still taken: Pipedrive falls
 * silent for half an hour after ten refusals (pipedrive.md 3.5).
 */
const waitingMax = 1_000;
/** Where more than one batch waits for so long, more come in than are written. */
const waitingMaxMs = 250;

interface Waiting {
  delivery: NewDelivery;
  sinceMs: number;
  resolve(): void;
  reject(error: unknown): void;
}

/**
 * Records what the outside sends, once, before it is acknowledged. Deliveries that arrive while others are being
 * written share the next statement and its commit: under load one flush to disk serves many callers.
 */
export function createReceiver(db: Kysely<Schema>, bell: Bell): Receiver {
  const waiting: Waiting[] = [];
  let writing = false;

  const write = async (batch: Waiting[]) => {
    try {
      await insertDeliveries(
        db,
        batch.map(({ delivery }) => delivery),
      );
      for (const { resolve } of batch) resolve();
      if (batch.some(({ delivery }) => delivery.state === 'recorded')) bell.ring({ deliveries: true });
    } catch (error) {
      for (const { reject } of batch) reject(error);
    }
  };
  const writeAll = async () => {
    writing = true;
    while (waiting.length > 0) await write(waiting.splice(0, batchSize));
    writing = false;
  };

  const receive: Receive = (delivery) =>
    new Promise((resolve, reject) => {
      waiting.push({ delivery, sinceMs: performance.now(), resolve, reject });
      if (!writing) void writeAll();
    });
  const isFull = () => {
    const [oldest] = waiting;
    if (!oldest || waiting.length < batchSize) return false;
    return waiting.length >= waitingMax || performance.now() - oldest.sinceMs > waitingMaxMs;
  };
  return { receive, isFull };
}
