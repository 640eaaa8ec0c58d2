import nock from 'nock';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { type AdminAccounts, createAdminAccounts } from '#sync/connectors/admin-accounts/client.ts';
import { renewActivation } from '#sync/effect-handlers/renew-activation.ts';
import { type Sandbox, startSandbox } from '../../../services/sandbox/src/sandbox.ts';
import { contextOf } from '../../kit/handler-context.ts';

let sandbox: Sandbox;
let accounts: AdminAccounts;
beforeAll(async () => {
  sandbox = await startSandbox({ instant: true });
  const { ACCOUNTS_SCIM_URL: scimUrl = '', ACCOUNTS_SCIM_TOKEN: token = '' } = sandbox.environment;
  accounts = createAdminAccounts({ scimUrl, token });
});
afterAll(() => sandbox.stop());

let count = 0;
async function invited() {
  count += 1;
  const wish = { displayName: 'Essai', externalId: `r${count}`, language: 'fr' as const };
  const { account } = await accounts.ensure({ ...wish, emails: [`essai-${count}@mairie.example.org`] });
  return account;
}
const accountOf = (id: string) => {
  const found = sandbox.accounts.accounts.find((account) => account.id === id);
  if (!found) throw new Error(`The directory has no account ${id}.`);
  return found;
};
const expire = (id: string) => {
  accountOf(id).activationExpiresAt = new Date(Date.now() - 1000).toISOString();
};
const renew = (accountId: string, nowMs = Date.now()) =>
  renewActivation(accounts, () => nowMs).run({ kind: 'renew-activation', accountId }, contextOf());

it('keeps a link that still works', async () => {
  const { id, activationLink } = await invited();
  expect(await renew(id)).toEqual({ state: 'invited', outcome: 'still-valid' });
  expect((await accounts.get(id))?.activationLink).toBe(activationLink);
});

it('makes a new link where the old one has expired, or is about to', async () => {
  const { id, activationLink, activationExpiresAt } = await invited();
  expire(id);
  expect(await renew(id)).toEqual({ state: 'invited', outcome: 'renewed' });
  const renewed = await accounts.get(id);
  expect(renewed?.state).toBe('invited');
  expect(renewed?.activationLink).not.toBe(activationLink);
  expect(await renew(id, Date.parse(activationExpiresAt ?? '') - 60_000)).toMatchObject({
    outcome: 'renewed',
  });
});

it('gives no link to somebody who has activated meanwhile', async () => {
  const { id } = await invited();
  accountOf(id).state = 'active';
  expect(await renew(id)).toEqual({ state: 'active', outcome: 'still-valid' });
});

it.each(['closed', 'gone'])('says that an account is %s', async (how) => {
  const { id } = await invited();
  Object.assign(accountOf(id), { state: 'gone', active: false });
  await expect(renew(how === 'gone' ? 'nobody' : id)).rejects.toMatchObject({
    failure: { vendor: 'accounts', word: 'not-found' },
  });
});

it('says that the directory makes no new link by itself', async () => {
  const { id } = await invited();
  expire(id);
  // The directory takes the change, and keeps its old link.
  const keeping = nock(sandbox.url).persist().patch(/.*/).reply(204);
  nock(sandbox.url).get(/.*/).reply(200, expiredUser(id));
  nock(sandbox.url).get(/.*/).reply(200, expiredUser(id));
  await expect(renew(id)).rejects.toMatchObject({ failure: { vendor: 'accounts', word: 'rejected' } });
  keeping.persist(false);
  nock.cleanAll();
});

function expiredUser(id: string) {
  return {
    id,
    userName: 'essai@mairie.example.org',
    active: true,
    'urn:ietf:params:scim:schemas:extension:account:2.0:User': {
      state: 'expired',
      activationLink: 'https://comptes.example.org/a/alt',
      activationExpiresAt: '2020-01-01T00:00:00Z',
    },
  };
}
