import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { createTokenBudget } from '#sync/connectors/pipedrive/budget.ts';
import { createPipedrive } from '#sync/connectors/pipedrive/client.ts';
import { leaseCalls } from '#sync/store/call-leases.ts';
import { type Sandbox, startSandbox } from '../../../../services/sandbox/src/sandbox.ts';
import { storeStage } from '../../../kit/test-store.ts';

const burst = 30;
const perNode = 50;

const stage = storeStage();
let sandbox: Sandbox;
beforeAll(async () => {
  sandbox = await startSandbox({ instant: true });
  Object.assign(sandbox.pipedrive.limits, { burst });
});
afterAll(() => sandbox.stop());

function aNode(lease = leaseCalls) {
  const node = randomUUID();
  const budget = createTokenBudget({
    now: Date.now,
    addSpent: async (delta) => delta,
    leaseOf: (kind) => (request) => lease(stage.db, { company: '1001', kind, node }, request),
  });
  const pipedrive = createPipedrive({
    apiUrl: sandbox.environment.PIPEDRIVE_API_URL ?? '',
    auth: { apiToken: sandbox.environment.PIPEDRIVE_API_TOKEN ?? '' },
    budget,
    timeoutMs: 60_000,
  });
  return { budget, pipedrive };
}

const tooMany = () => sandbox.calls.list('pipedrive').filter(({ status }) => status === 429).length;
const rush = (pipedrive: ReturnType<typeof aNode>['pipedrive']) =>
  Promise.all(Array.from({ length: perNode }, () => pipedrive.getDeal(1)));

it('two nodes together never make more calls than the limit allows', async () => {
  const [one, other] = [aNode(), aNode()];
  await Promise.all([rush(one.pipedrive), rush(other.pipedrive)]);
  expect(sandbox.calls.list('pipedrive')).toHaveLength(2 * perNode);
  expect(tooMany()).toBe(0);
  await Promise.all([one.budget.flush(), other.budget.flush()]);
});

it('calls go on with a small part while the store does not answer', async () => {
  sandbox.calls.clear();
  const { pipedrive } = aNode(() => Promise.reject(new Error('store down')));
  await Promise.all([1, 2, 3].map(() => pipedrive.getDeal(1)));
  expect(sandbox.calls.list('pipedrive')).toHaveLength(3);
  expect(tooMany()).toBe(0);
});
