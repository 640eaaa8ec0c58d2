import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { type BulkDependencies, decideItem } from '#sync/bulk/decide-item.ts';
import { advanceInstance } from '#sync/engine/advance.ts';
import { createLog } from '#sync/log.ts';
import { keepAudience } from '#sync/store/audiences.ts';
import {
  type BulkDecisionRow,
  lockNextItem,
  openBulkDecisions,
  readBulkDecision,
  recordBulkDecision,
} from '#sync/store/bulk-decisions.ts';
import { keepCrmRecords } from '#sync/store/crm-records.ts';
import type { Database } from '#sync/store/database.ts';
import { endDelegation, keepDelegation } from '#sync/store/delegations.ts';
import {
  aCompany,
  actor,
  aPerson,
  former,
  lookedUp,
  manager,
  sales,
} from '../../kit/account-request-samples.ts';
import { engineOn, freshInstance, ownLocks } from '../../kit/engine-on-store.ts';
import { openTestStore } from '../../kit/test-store.ts';

const company = aCompany();
let database: Database;
let dependencies: BulkDependencies;
let personId: number;
let requestId: string;
beforeAll(async () => {
  database = await openTestStore();
  const { bell } = engineOn(database, ownLocks);
  dependencies = { db: database.db, companyOf: () => company, bell, log: createLog('silent') };
  const { id, state } = await freshInstance(database);
  requestId = id;
  personId = (state as { person: { id: number } }).person.id;
  const changedAt = '2026-11-20T08:00:00.000Z';
  const record = aPerson({ id: personId });
  await keepCrmRecords(database.db, company.id, [
    { entity: 'person', id: personId, record, deleted: false, changedAt },
  ]);
});
afterAll(() => database.close());

const showTo = (...audience: number[]) =>
  keepAudience(
    database.db,
    company.id,
    { entity: 'person', id: personId },
    { audience, at: new Date().toISOString() },
  );

/** The sales person orders to ask for a document, of this request and of one that is nobody's. */
async function ordered(by = actor()): Promise<BulkDecisionRow> {
  const commandId = randomUUID();
  const requestIds = [requestId, randomUUID()];
  const decision = { type: 'ask-for-evidence', document: 'Arrêté', commandId, requestIds };
  const bulk = { company: company.id, commandId, staffId: sales, actor: by, decision };
  const { id } = await recordBulkDecision(database.db, bulk, requestIds, null);
  const row = (await openBulkDecisions(database.db)).find((open) => open.id === id);
  if (!row) throw new Error('What was ordered is not open.');
  return row;
}

it('what could be seen when it was ordered, and not when its turn comes, is not there', async () => {
  await showTo(sales);
  const bulk = await ordered();
  await showTo(manager);
  const item = await lockNextItem(database.db, bulk.id);
  if (!item) throw new Error('Nothing waits.');
  expect(item.instanceId).toBe(requestId);
  const { end, advanced } = await decideItem(dependencies, bulk, item);
  expect(end).toMatchObject({ outcome: 'failed', reason: { key: 'request-gone' } });
  expect(advanced).toBeNull();
});

it('what could not be seen when it was ordered stays out, whoever may see it when its turn comes', async () => {
  await showTo(manager);
  const bulk = await ordered();
  await showTo(sales);
  expect(await lockNextItem(database.db, bulk.id)).toBeUndefined();
  const reader = { company: company.id, staffId: sales };
  const items = (await readBulkDecision(database.db, reader, bulk.id))?.items;
  expect(items?.map(({ outcome, reason }) => [outcome, reason?.key])).toEqual([
    ['failed', 'request-gone'],
    ['failed', 'request-gone'],
  ]);
});

it('is decided in the right somebody has when its turn comes, not in the one of when it was ordered', async () => {
  await showTo(sales, manager);
  const { db, companyOf: _all, ...rest } = dependencies;
  await advanceInstance(db, () => company, requestId, lookedUp(null));
  const companyOf = () => aCompany({ deciders: ['responsable@example.org'] });
  const away = { fromAt: new Date(0), untilAt: new Date(Date.now() + 3_600_000) };
  await keepDelegation(db, { company: company.id, staffId: manager, delegateId: sales, ...away });
  const bulk = await ordered({ ...actor(), standsInFor: { staffId: former, name: 'Parti' } });
  const item = await lockNextItem(db, bulk.id);
  if (!item) throw new Error('Nothing waits.');
  const { end } = await decideItem({ ...rest, db, companyOf }, bulk, item);
  expect(end).toMatchObject({ outcome: 'advanced' });
  await endDelegation(db, company.id, manager);
  const lines = await database.pool.query('select event from journal where instance_id = $1 order by id', [
    requestId,
  ]);
  expect(lines.rows.at(-1)?.event.by).toMatchObject({ staffId: sales, standsInFor: { staffId: manager } });
});
