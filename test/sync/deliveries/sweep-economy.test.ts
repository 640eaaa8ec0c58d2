import { afterAll, beforeAll, expect, it } from 'vitest';
import { readCrmRecords } from '#sync/store/crm-records.ts';
import { type Sandbox, startSandbox } from '../../../services/sandbox/src/sandbox.ts';
import { aCompany } from '../../kit/account-request-samples.ts';
import { type LargeCompany, largeCompany } from '../../kit/large-company.ts';
import { storeStage } from '../../kit/test-store.ts';

const dealCount = 5_000;
const changeCount = 200;

const stage = storeStage();
let sandbox: Sandbox;
let large: LargeCompany;
beforeAll(async () => {
  sandbox = await startSandbox({ instant: true });
  large = await largeCompany(sandbox, stage, dealCount);
  await large.sweep();
});
afterAll(() => sandbox.stop());

it('asks for what changed, however many deals there are', async () => {
  const changed = large.change(changeCount);
  const { listCalls } = await large.sweep();
  expect(listCalls).toBeLessThanOrEqual(5 + changeCount / 100);
  const found = await readCrmRecords(stage.db, aCompany().id, 'deal', changed);
  expect(found.size).toBe(changeCount);
});

it('asks for next to nothing where nothing changed', async () => {
  const { listCalls } = await large.sweep();
  expect(listCalls).toBeLessThanOrEqual(5);
});

it('has told all changes of more than a page', async () => {
  const changed = large.change(1_200);
  const { listCalls } = await large.sweep();
  expect(listCalls).toBeLessThanOrEqual(5 + 12);
  const found = await readCrmRecords(stage.db, aCompany().id, 'deal', changed);
  expect(found.size).toBe(1_200);
});
