import { afterAll, afterEach, beforeAll, expect, it } from 'vitest';
import { readAccounts } from '#sync/read-accounts.ts';
import { type Database, openDatabase } from '#sync/store/database.ts';
import { accountPartsOf } from '../kit/account-parts.ts';
import { inStore, reaches, submitted } from '../kit/flow.ts';
import { startWorld, type World } from '../kit/start-world.ts';

/** Without Help Scout: whoever looks at a request sees whether the account is in use. */
let world: World;
let database: Database;
beforeAll(async () => {
  world = await startWorld();
  database = await openDatabase({ databaseUrl: world.databaseUrl, dataDir: '', log: () => undefined });
});
afterEach(() => world.sandbox.misbehaviour.clear());
afterAll(async () => {
  await database.close();
  await world.stop();
});

async function readNow() {
  await readAccounts(await accountPartsOf(world, database))(new AbortController().signal);
}

const anHourLater = () =>
  inStore(world, "update account_looks set looked_at = looked_at - interval '1 hour'");
const lookups = () =>
  world.sandbox.calls.list('accounts').filter(({ method, path }) => method === 'GET' && /Users\//.test(path))
    .length;

async function accepted() {
  const { request, email } = await submitted(world);
  await world.command({ type: 'accept-request', requestId: request.id });
  await reaches(world, request.id, 'accepted');
  const account = world.sandbox.accounts.accounts.find(({ userName }) => userName === email);
  if (!account) throw new Error(`The directory has no account of ${email}.`);
  return { id: request.id, account };
}
const stateOf = async (id: string) => (await world.request(id)).account?.state;

it('a request hears that its account was activated, without anybody looking; each is asked for once an hour', async () => {
  const { id, account } = await accepted();
  expect(await stateOf(id)).toBe('invited');
  const before = lookups();
  await readNow();
  expect(lookups()).toBe(before + 1);
  expect(await stateOf(id)).toBe('invited');
  Object.assign(account, { state: 'active', active: true, activatedAt: new Date().toISOString() });
  await readNow();
  expect(lookups()).toBe(before + 1);
  await anHourLater();
  await readNow();
  expect(await stateOf(id)).toBe('active');
  await anHourLater();
  await readNow();
  expect(lookups()).toBe(before + 2);
});

it('that its link expired, and that it is in use in the end', async () => {
  const { id, account } = await accepted();
  account.activationExpiresAt = new Date(Date.now() - 1_000).toISOString();
  await readNow();
  expect(await stateOf(id)).toBe('expired');
  Object.assign(account, { state: 'active', active: true, activatedAt: new Date().toISOString() });
  await anHourLater();
  await readNow();
  expect(await stateOf(id)).toBe('active');
});

it('one that cannot be read keeps the others waiting no second time', async () => {
  const [first, second] = [await accepted(), await accepted()];
  for (const { account } of [first, second])
    Object.assign(account, { state: 'active', active: true, activatedAt: new Date().toISOString() });
  world.sandbox.misbehaviour.add({ vendor: 'accounts', kind: '500', match: { pathPrefix: pathOf(first) } });
  await expect(readNow()).rejects.toThrow();
  expect(await stateOf(second.id)).toBe('invited');
  await readNow();
  expect([await stateOf(first.id), await stateOf(second.id)]).toEqual(['invited', 'active']);
});

const pathOf = ({ account }: { account: { id: string } }) =>
  world.sandbox.calls
    .list('accounts')
    .findLast(({ path }) => path.includes('/Users'))
    ?.path.replace(/\/Users.*/, `/Users/${account.id}`) ?? '';
