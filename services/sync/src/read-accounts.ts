import { observeAccount } from './deliveries/observe-account.ts';
import { accountsOf, type Parts } from './parts.ts';
import { freshShare } from './repeat.ts';
import { accountsToLookAt, noteAccountLook } from './store/account-looks.ts';
import { onOneNode } from './store/one-node.ts';

/** What reading accounts works with. */
export type AccountParts = Pick<Parts, 'environment' | 'database' | 'companies' | 'bell' | 'log'>;

const hourMs = 3_600_000;
/** In one run, of one company: the directory is there for others too. */
const onceMax = 100;

/**
 * Asks the directory how accounts that wait to be activated are: nobody tells us that somebody activated theirs, or
 * that a link expired. Each is asked for once an hour, by one node.
 *
 * @returns to be called again and again; does nothing when nothing is due
 */
export function readAccounts(parts: AccountParts) {
  return async (signal: AbortSignal): Promise<void> => {
    for (const companyId of parts.companies.ids()) {
      const work = () => readOf(parts, companyId, signal);
      await onOneNode(parts.database.db, `passerelle.accounts.${companyId}`, work);
    }
  };
}

async function readOf(parts: AccountParts, companyId: string, signal: AbortSignal): Promise<void> {
  const { database, companies, bell } = parts;
  const { db } = database;
  const accounts = accountsOf(parts, companyId);
  const observing = { db, bell, companyOf: companies.companyOf };
  const due = await accountsToLookAt(db, companyId, { everyMs: hourMs * freshShare, max: onceMax });
  for (const row of due) {
    signal.throwIfAborted();
    // Before it is asked for: one that cannot be read keeps the others waiting no second time.
    await noteAccountLook(db, row.id);
    await observeAccount(observing, row, accounts.get);
  }
}
