import type { Kysely } from 'kysely';
import type { Schema } from '../store/schema.ts';
import { overdueInstances } from '../store/timers.ts';
import type { Bell } from './bell.ts';

const batchSize = 500;

/** Rings for every row whose bell was missed: lost with a process, or not sent at all. */
export async function sweepMissedBells(db: Kysely<Schema>, bell: Bell, graceMs: number): Promise<number> {
  const overdue = await overdueInstances(db, graceMs, batchSize);
  for (const instanceId of overdue) bell.ring({ instanceId });
  bell.ring({ deliveries: true });
  bell.ring({ bulkDecisions: true });
  return overdue.length;
}
