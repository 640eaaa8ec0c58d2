import type { Event } from '#core/events.ts';
import type { Outcome, Reason } from '#core/kernel/outcome.ts';
import type { Store } from './instances.ts';
import { jsonText } from './json-text.ts';

/** One line of the story of an instance. */
export interface JournalEntry {
  revision: number;
  at: Date;
  event: Event;
  outcome: Outcome;
  reason: Reason | null;
  stepBefore: string | null;
  stepAfter: string;
}

/** Adds a line; the caller's transaction makes it one with the change it tells of. */
export async function writeJournal(
  store: Store,
  instanceId: string,
  entry: JournalEntry,
  requestId: string | undefined,
): Promise<void> {
  await store
    .insertInto('journal')
    .values({
      instance_id: instanceId,
      revision: entry.revision,
      at: entry.at,
      event: jsonText(entry.event),
      outcome: entry.outcome,
      reason: entry.reason ? jsonText(entry.reason) : null,
      step_before: entry.stepBefore,
      step_after: entry.stepAfter,
      request_id: requestId ?? null,
    })
    .execute();
}

/** The story of an instance, newest first, at most `limit` lines. */
export async function readJournal(store: Store, instanceId: string, limit = 200): Promise<JournalEntry[]> {
  const rows = await store
    .selectFrom('journal')
    .selectAll()
    .where('instance_id', '=', instanceId)
    .orderBy('id', 'desc')
    .limit(limit)
    .execute();
  return rows.map((row) => ({
    revision: row.revision,
    at: row.at,
    event: row.event as Event,
    outcome: row.outcome,
    reason: row.reason as Reason | null,
    stepBefore: row.step_before,
    stepAfter: row.step_after,
  }));
}
