import { observeAccount, type SeenAccount } from '../../deliveries/observe-account.ts';
import type { InstanceRow } from '../../store/instances.ts';
import type { ConversationOptions } from './options.ts';

type Observing = Pick<ConversationOptions, 'db' | 'bell' | 'companies' | 'outside'>;

/**
 * Asks the directory how the accounts of these requests are, all at once; a request that remembers its own otherwise
 * hears of it.
 *
 * @returns what the directory said in time, by request
 */
export async function observeAccounts(
  { db, bell, companies, outside }: Observing,
  rows: readonly InstanceRow[],
): Promise<ReadonlyMap<string, SeenAccount>> {
  const observing = { db, bell, companyOf: companies.companyOf };
  const told = await Promise.all(
    rows.map(async (row) => {
      const ask = (accountId: string) => outside.account(row.company, accountId, row.revision);
      return [row.id, await observeAccount(observing, row, ask)] as const;
    }),
  );
  return new Map(told.flatMap(([id, account]) => (account ? [[id, account] as const] : [])));
}
