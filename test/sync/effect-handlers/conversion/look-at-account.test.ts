import { expect, it } from 'vitest';
import type { AdminAccount } from '#core/model/admin-account.ts';
import type { AdminAccounts } from '#sync/connectors/admin-accounts/client.ts';
import { lookAtAccount } from '#sync/effect-handlers/conversion/look-at-account.ts';
import { conversionContextOf } from '../../../kit/conversion-handler-context.ts';
import { anAccount } from '../../../kit/conversion-samples.ts';

const effect = { kind: 'look-at-account', accountId: 'account-1' } as const;
const link = { activationLink: 'https://comptes.example.org/activer/secret', activationExpiresAt: null };

function look(found: AdminAccount | null, account = anAccount()) {
  const accounts = { get: async () => found } as Partial<AdminAccounts> as AdminAccounts;
  return lookAtAccount(accounts).run(effect, conversionContextOf({ conversion: { account } }));
}

const active = { id: 'account-1', userName: 'mairie', state: 'active', ...link } as const;

it('tells what the directory tells, with the address that led to the account, and never its link', async () => {
  const used = { ...active, lastSignInAt: '2026-11-20T08:00:00.000Z', usesCount: 2 };
  expect(await look(used)).toEqual({
    account: anAccount({ state: 'active', lastSignInAt: '2026-11-20T08:00:00.000Z', usesCount: 2 }),
  });
});

it('says nothing of use where the directory does not', async () => {
  expect(await look(active)).toEqual({ account: anAccount({ state: 'active' }) });
});

it('takes the user name for the address of an account it did not know', async () => {
  const other = anAccount({ id: 'account-0' });
  expect(await look(active, other)).toEqual({ account: anAccount({ state: 'active', email: 'mairie' }) });
});

it('tells an account that is gone', async () => {
  expect(await look(null)).toEqual({ account: null });
});
