import { afterAll, beforeAll, expect, it } from 'vitest';
import { OutsideError } from '#sync/connectors/errors.ts';
import type { DeskMailbox, Helpscout } from '#sync/connectors/helpscout/port.ts';
import { accessRefused } from '#sync/connectors/helpscout/words.ts';
import { helpscoutSettingsOf } from '#sync/helpscout-settings.ts';
import { createLog } from '#sync/log.ts';
import { activateCompany } from '#sync/store/companies.ts';
import { type Database, openDatabase } from '#sync/store/database.ts';
import { keepMailboxes } from '#sync/store/helpscout-mailboxes.ts';
import { createTestDatabase, type TestDatabase } from '../kit/test-database.ts';

let test: TestDatabase;
let database: Database;
beforeAll(async () => {
  test = await createTestDatabase();
  database = await openDatabase({ databaseUrl: test.url, dataDir: '/nowhere', log: () => undefined });
  for (const id of ['7001', '7002'])
    await activateCompany(database.db, { id, name: '', apiUrl: 'https://a.example' });
  await keepMailboxes(database.db, '7001', [{ id: 1, name: 'Assistance', email: 'aide@example.org' }]);
});
afterAll(async () => {
  await database.close();
  await test.drop();
});

/** What is answered to a company by a help desk whose inboxes are read so. */
function told(companyId: string, mailboxes: () => Promise<DeskMailbox[]>, owner = companyId) {
  const interactive = { mailboxes } as Helpscout;
  const helpscout = { companyId: () => owner, interactive };
  const log = createLog('silent');
  return helpscoutSettingsOf({ db: database.db, helpscout, log }, companyId, 'en');
}

it('tells the inboxes as Help Scout has them', async () => {
  const live = async () => [{ id: 2, name: 'Support', email: 'support@example.org' }];
  expect(await told('7001', live)).toEqual({ inboxes: [{ name: 'Support' }], problem: null });
});

it('says nothing to a company without a help desk', async () => {
  expect(await told('7002', async () => [], '7001')).toBeNull();
});

it('tells those that were read last when Help Scout takes long', async () => {
  const startedMs = performance.now();
  const never = () => new Promise<DeskMailbox[]>(() => undefined);
  expect(await told('7001', never)).toEqual({ inboxes: [{ name: 'Assistance' }], problem: null });
  expect(performance.now() - startedMs).toBeLessThan(4000);
});

it('says what is wrong in the words of the reader, and goes on', async () => {
  const refused = async () => {
    throw new OutsideError({ vendor: 'helpscout', ...accessRefused, unclear: false });
  };
  expect(await told('7002', refused)).toEqual({
    inboxes: null,
    problem: expect.stringMatching(/^Help Scout refuses our access\. The person who owns/),
  });
  const broken = () => Promise.reject(new Error('sealed with another key'));
  const { inboxes, problem } = (await told('7001', broken)) ?? {};
  expect(inboxes).toEqual([{ name: 'Assistance' }]);
  expect(problem).toMatch(/log of the service/);
});
