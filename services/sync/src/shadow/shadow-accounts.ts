import type { AdminAccount } from '#core/model/admin-account.ts';
import { normaliseEmails } from '#core/model/email-address.ts';
import {
  type AccountWish,
  type AdminAccounts,
  invitation,
  newUser,
  pathOf,
  reactivation,
} from '../connectors/admin-accounts/client.ts';
import { type KnownOutside, shadowAccountPrefix } from './known-outside.ts';
import type { RecordWrite } from './shadow-pipedrive.ts';

/** Stands where the activation link would: the real one opens somebody's account, and is kept nowhere. */
const shadowLink = 'https://activation.invalid/';

/** The directory as it would be after the rehearsals: looked up for real, written to by `record`. */
export function shadowAccounts(
  accounts: AdminAccounts,
  record: RecordWrite,
  known: KnownOutside,
): AdminAccounts {
  const find = async (emails: readonly string[]) => {
    const real = await accounts.find(emails);
    if (real) return { ...real, account: withoutLink(real.account) };
    const rehearsed = await known.account(normaliseEmails(emails));
    return rehearsed
      ? { account: shadowAccount(rehearsed.id, rehearsed.email), email: rehearsed.email }
      : null;
  };
  return {
    find,
    async ensure(wish) {
      const id = shadowAccountPrefix + wish.externalId;
      const found = await find(wish.emails);
      if (!found) return created(wish, id, record);
      if (found.account.id === id) return { ...found, outcome: 'created' };
      if (found.account.state !== 'gone') return { ...found, outcome: 'linked' };
      record({
        vendor: 'accounts',
        method: 'PATCH',
        path: pathOf(found.account.id),
        body: reactivation,
      });
      return { ...found, account: { ...found.account, state: 'active' }, outcome: 'reactivated' };
    },
    async get(id) {
      if (id.startsWith(shadowAccountPrefix)) return shadowAccount(id, '');
      const account = await accounts.get(id);
      return account && withoutLink(account);
    },
    async invite(id) {
      record({ vendor: 'accounts', method: 'PATCH', path: pathOf(id), body: invitation });
      const account = id.startsWith(shadowAccountPrefix) ? null : await accounts.get(id);
      return { ...(account ? withoutLink(account) : shadowAccount(id, '')), state: 'invited' };
    },
  };
}

function created(wish: AccountWish, id: string, record: RecordWrite) {
  const [email = ''] = normaliseEmails(wish.emails);
  record({ vendor: 'accounts', method: 'POST', path: '/Users', body: newUser(wish) });
  return { account: shadowAccount(id, email), email, outcome: 'created' as const };
}

function shadowAccount(id: string, userName: string): AdminAccount {
  return { id, userName, state: 'invited', activationLink: shadowLink, activationExpiresAt: null };
}

function withoutLink(account: AdminAccount): AdminAccount {
  return { ...account, activationLink: account.activationLink && shadowLink };
}
