import type { Selectable } from 'kysely';
import type { Event } from '#core/events.ts';
import type { Reason } from '#core/kernel/outcome.ts';
import type { Store } from './instances.ts';
import { type JournalLine, journalLine } from './journal-line.ts';
import type { Schema } from './schema.ts';

/** One line of the story of an instance, as it is read. */
export type JournalEntry = Omit<JournalLine, 'requestId'>;

/** Adds a line; the caller's transaction makes it one with the change it tells of. */
export async function writeJournal(store: Store, instanceId: string, line: JournalLine): Promise<void> {
  await journalLine(instanceId, line).execute(store);
}

/** The story of an instance, newest first, at most `limit` lines; without those whose words were erased with a person. */
export async function readJournal(store: Store, instanceId: string, limit = 200): Promise<JournalEntry[]> {
  const rows = await linesOf(store, instanceId, limit).where('said_digest', 'is', null).execute();
  return rows.map(entryOf);
}

/** The same with what stays of erased lines: of their events the type and who it was, if anybody. */
export async function readWholeJournal(
  store: Store,
  instanceId: string,
  limit = 200,
): Promise<JournalEntry[]> {
  const rows = await linesOf(store, instanceId, limit).execute();
  return rows.map(entryOf);
}

function linesOf(store: Store, instanceId: string, limit: number) {
  return store
    .selectFrom('journal')
    .selectAll()
    .where('instance_id', '=', instanceId)
    .orderBy('id', 'desc')
    .limit(limit);
}

/** A row as it is read. */
function entryOf(row: Selectable<Schema['journal']>): JournalEntry {
  return {
    revision: row.revision,
    at: row.at,
    event: row.event as Event,
    outcome: row.outcome,
    reason: row.reason as Reason | null,
    stepBefore: row.step_before,
    stepAfter: row.step_after,
  };
}

/** A line of the story with its number, which grows along the story. */
export type NumberedEntry = JournalEntry & { id: number };

/** The story of an instance after a line, oldest first, at most `limit` lines. */
export async function storyAfter(
  store: Store,
  instanceId: string,
  line: number,
  limit: number,
): Promise<NumberedEntry[]> {
  const rows = await store
    .selectFrom('journal')
    .selectAll()
    .where('instance_id', '=', instanceId)
    .where('id', '>', line)
    .where('said_digest', 'is', null)
    .orderBy('id')
    .limit(limit)
    .execute();
  return rows.map((row) => ({ id: row.id, ...entryOf(row) }));
}
