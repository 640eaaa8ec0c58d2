import type { AdminAccount } from '#core/model/admin-account.ts';
import type { AdminAccounts } from '../connectors/admin-accounts/client.ts';
import { OutsideError } from '../connectors/errors.ts';
import type { Handler } from './handler.ts';

/** A link that ends sooner than this is as good as expired when it is read. */
const soonMs = 3_600_000;

/** A link to activate the account that works when the mail is read: one that has expired is made anew. */
export function renewActivation(accounts: AdminAccounts, nowMs: () => number): Handler<'renew-activation'> {
  return {
    vendor: 'accounts',
    run: async ({ accountId }) => {
      const account = await accounts.get(accountId);
      if (!account || account.state === 'gone') throw accountGone();
      if (isValid(account, nowMs())) return { state: account.state, outcome: 'still-valid' };
      const { state } = await accounts.invite(accountId);
      return { state, outcome: 'renewed' };
    },
  };
}

function isValid({ state, activationExpiresAt }: AdminAccount, nowMs: number): boolean {
  if (state !== 'invited') return state === 'active';
  return activationExpiresAt === null || Date.parse(activationExpiresAt) > nowMs + soonMs;
}

function accountGone(): OutsideError {
  return new OutsideError({
    vendor: 'accounts',
    word: 'not-found',
    title: { fr: 'Le compte n’est plus dans l’annuaire', en: 'The account is no longer in the directory' },
    detail: {
      fr: 'Aucun lien n’est parti. Faites rétablir le compte dans l’annuaire, puis réessayez.',
      en: 'No link was sent. Have the account restored in the directory, then retry.',
    },
  });
}
