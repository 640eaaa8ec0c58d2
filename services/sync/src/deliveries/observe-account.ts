import type { Kysely } from 'kysely';
import type { AdminAccount } from '#core/model/admin-account.ts';
import { readAccountRequest } from '#core/processes/account-request/state.ts';
import { advanceLocked, type CompanyOf } from '../engine/advance.ts';
import type { Bell } from '../engine/bell.ts';
import { type InstanceRow, lockInstance } from '../store/instances.ts';
import type { Schema } from '../store/schema.ts';
import { ringFor } from './route-deliveries.ts';

/** An account as the directory has it at this moment. */
export type SeenAccount = Pick<AdminAccount, 'state' | 'activationExpiresAt'>;

/** What telling a request of its account works with. */
export interface Observing {
  db: Kysely<Schema>;
  bell: Bell;
  companyOf: CompanyOf;
}

/** Asks the directory: null: it does not know the account; undefined: it did not say. */
export type AskDirectory = (accountId: string) => Promise<AdminAccount | null | undefined>;

/**
 * Asks how the account of a request is; a request that remembers its own otherwise hears of it.
 *
 * @returns undefined without an account, and when the directory did not say
 * @throws what asking throws
 */
export async function observeAccount(
  observing: Observing,
  row: InstanceRow,
  ask: AskDirectory,
): Promise<SeenAccount | undefined> {
  const remembered = readAccountRequest(row.state, row.version).account;
  if (!remembered) return undefined;
  const answer = await ask(remembered.id);
  if (answer === undefined) return undefined;
  const account = answer ?? { state: 'gone' as const, activationExpiresAt: null };
  if (account.state !== remembered.state) await tell(observing, row, account.state);
  return account;
}

async function tell(
  { db, bell, companyOf }: Observing,
  { id, revision }: InstanceRow,
  state: SeenAccount['state'],
): Promise<void> {
  const result = await db.transaction().execute(async (store) => {
    const locked = await lockInstance(store, id);
    // What it heard meanwhile is newer.
    if (locked?.row.revision !== revision) return undefined;
    return advanceLocked(store, companyOf, locked, { type: 'account-observed', state });
  });
  if (result) ringFor(bell, [result]);
}
