import type { Kysely, Transaction } from 'kysely';
import type { Schema } from './schema.ts';

/** Reads that belong together see the store as it was at one instant: a request and its effects never contradict. */
export function inSnapshot<T>(
  db: Kysely<Schema>,
  read: (store: Transaction<Schema>) => Promise<T>,
): Promise<T> {
  return db.transaction().setIsolationLevel('repeatable read').setAccessMode('read only').execute(read);
}
