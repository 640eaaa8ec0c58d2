import { readConversion } from '#core/processes/customer-conversion/state.ts';
import type { AdminAccounts } from '../../connectors/admin-accounts/client.ts';
import type { Handler } from '../handler.ts';

/** What the directory says of a client's account; the address stays the one that led to it. */
export function lookAtAccount(accounts: AdminAccounts): Handler<'look-at-account'> {
  return {
    vendor: 'accounts',
    run: async ({ accountId }, { instance }) => {
      const found = await accounts.get(accountId);
      if (!found) return { account: null };
      const known = readConversion(instance.state, instance.version).account;
      const { id, state, userName, lastSignInAt = null, usesCount = null } = found;
      const email = known?.id === id ? known.email : userName;
      return { account: { id, state, email, lastSignInAt, usesCount } };
    },
  };
}
