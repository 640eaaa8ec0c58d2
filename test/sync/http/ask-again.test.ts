import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest';
import type { ServedCompany } from '#sync/company/companies.ts';
import type { Pipedrive } from '#sync/connectors/pipedrive/port.ts';
import { type AskAgain, createAskAgain } from '#sync/http/ask-again.ts';
import { createLog } from '#sync/log.ts';
import { keepAudience } from '#sync/store/audiences.ts';
import { keepCrmRecords } from '#sync/store/crm-records.ts';
import type { Database } from '#sync/store/database.ts';
import { readVisible } from '#sync/store/visibility.ts';
import { aCompany, aPerson, manager, robot, sales } from '../../kit/account-request-samples.ts';
import { freshInstance } from '../../kit/engine-on-store.ts';
import { openTestStore } from '../../kit/test-store.ts';

const company = aCompany();
const caller = { company, staff: { id: sales } };
const minuteMs = 60_000;
let database: Database;
let requestId: string;
let personId: number;
let nowMs: number;
let askedCount: number;
/** Whom Pipedrive names; what it throws or never says otherwise. */
let answer: () => Promise<number[]>;
let askAgain: AskAgain;
beforeAll(async () => {
  database = await openTestStore();
  const { id, state } = await freshInstance(database);
  requestId = id;
  personId = (state as { person: { id: number } }).person.id;
  const record = aPerson({ id: personId });
  const changedAt = '2026-11-20T08:00:00.000Z';
  await keepCrmRecords(database.db, company.id, [
    { entity: 'person', id: personId, record, deleted: false, changedAt },
  ]);
});
beforeEach(async () => {
  nowMs = Date.now();
  askedCount = 0;
  answer = async () => [robot, manager];
  const ask = () => {
    askedCount += 1;
    return answer();
  };
  const pipedriveForPanels = {
    permittedUsersOfDeal: ask,
    permittedUsersOfPerson: ask,
  } as unknown as Pipedrive;
  const companies = { of: () => ({ pipedriveForPanels }) as ServedCompany };
  askAgain = createAskAgain({ db: database.db, companies, log: createLog('silent'), nowMs: () => nowMs });
  await hide();
});
afterAll(() => database.close());

/** Of the sales person the request is hidden from now on. */
async function hide() {
  const told = { audience: [manager], at: new Date().toISOString() };
  await keepAudience(database.db, company.id, { entity: 'person', id: personId }, told);
}

const isSeen = async () => (await readVisible(database.db, requestId, sales)) !== undefined;

it('opens a request that Pipedrive opened without a word', async () => {
  answer = async () => [robot, sales];
  expect(await isSeen()).toBe(false);
  expect(await askAgain(caller, requestId)).toBe(true);
  expect(await isSeen()).toBe(true);
});

it('asks of one record once a minute, however often somebody looks: who was admitted waits no longer', async () => {
  for (const expected of [1, 2, 3, 4]) {
    await askAgain(caller, requestId);
    expect(askedCount).toBe(expected);
    nowMs += minuteMs - 1;
    expect(await askAgain(caller, requestId)).toBe(false);
    expect(askedCount).toBe(expected);
    nowMs += 1;
  }
  answer = async () => [robot, sales];
  expect(await askAgain(caller, requestId)).toBe(true);
  expect(await isSeen()).toBe(true);
});

it('leaves the door closed when Pipedrive does not answer, or names nobody', async () => {
  answer = () => Promise.reject(new Error('away'));
  expect(await askAgain(caller, requestId)).toBe(false);
  nowMs += minuteMs;
  answer = async () => [];
  expect(await askAgain(caller, requestId)).toBe(false);
  expect(askedCount).toBe(2);
  expect(await isSeen()).toBe(false);
});

it('waits two seconds for Pipedrive at most', async () => {
  answer = () => new Promise(() => undefined);
  const startedAtMs = performance.now();
  expect(await askAgain(caller, requestId)).toBe(false);
  expect(performance.now() - startedAtMs).toBeLessThan(4_000);
});

it('asks nobody about what is not hidden, or is nobody’s, or another company’s', async () => {
  expect(await askAgain({ company, staff: { id: manager } }, requestId)).toBe(false);
  expect(await askAgain(caller, randomUUID())).toBe(false);
  expect(await askAgain({ company: { id: '1002' }, staff: { id: sales } }, requestId)).toBe(false);
  expect(askedCount).toBe(0);
});
