import { KeepingError } from './keeping/backup-format.ts';
import { forgetPerson } from './keeping/forget-person.ts';
import { silentProspectsOf } from './keeping/silent-prospects.ts';
import type { Parts } from './parts.ts';
import { onOneNode } from './store/one-node.ts';

/** Each erasure reads the whole store: the others are erased on the next days. */
const perDayMax = 20;

/** Erases the silent prospects of the companies whose settings say so; the log says how many, never whom. */
export function forgetProspects({ companies, database, log }: Pick<Parts, 'companies' | 'database' | 'log'>) {
  const { db, pool } = database;
  return async (signal: AbortSignal): Promise<void> => {
    const wanted = companies.ids().filter((id) => companies.companyOf(id).settings.keeping.eraseProspects);
    for (const companyId of wanted) {
      await onOneNode(db, `passerelle.forget-prospects.${companyId}`, async () => {
        const silent = await silentProspectsOf(db, companies.companyOf(companyId), new Date());
        const ended = silent.filter(({ isOpen }) => !isOpen);
        const counts = { erased: 0, stillOpen: silent.length - ended.length };
        for (const { email } of ended.slice(0, perDayMax)) {
          if (signal.aborted) break;
          const whom = { address: email, company: companyId };
          const how = { underWay: 'refused', isRehearsal: false } as const;
          const isErased = await forgetPerson(pool, whom, how).then(() => true, unlessOpen);
          counts[isErased ? 'erased' : 'stillOpen'] += 1;
        }
        if (counts.erased + counts.stillOpen > 0)
          log.info(
            { companyId, ...counts },
            'people without an account who were silent for long were erased',
          );
      });
    }
  };
}

/** Something of theirs is not ended, or they have become a colleague: the finding goes on naming how many there are. */
function unlessOpen(error: unknown): false {
  if (error instanceof KeepingError) return false;
  throw error;
}
