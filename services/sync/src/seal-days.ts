import { sealJournal } from './keeping/seal-journal.ts';
import type { Parts } from './parts.ts';
import { onOneNode } from './store/one-node.ts';

/** Seals the days of the journal that are over; the log holds their digests, too, away from the store. */
export function sealDays({ database: { db, pool }, log }: Pick<Parts, 'database' | 'log'>) {
  return async (): Promise<void> => {
    const sealed = await onOneNode(db, 'passerelle.seal-journal', () => sealJournal(pool, new Date()));
    for (const day of sealed ?? []) log.info(day, 'a day of the journal was sealed');
  };
}
