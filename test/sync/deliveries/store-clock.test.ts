import { afterAll, beforeAll, expect, it, vi } from 'vitest';
import { applyCrmChange } from '#sync/deliveries/apply-crm-change.ts';
import type { Database } from '#sync/store/database.ts';
import { aCompany, aPerson } from '../../kit/account-request-samples.ts';
import { openTestStore } from '../../kit/test-store.ts';

let database: Database;
beforeAll(async () => {
  database = await openTestStore();
});
afterAll(async () => {
  vi.useRealTimers();
  await database.close();
});

it('dates a request by the clock of the store, which all nodes share', async () => {
  const now = Date.now();
  // A node whose clock is an hour ahead.
  vi.useFakeTimers({ toFake: ['Date'], now: now + 3_600_000 });
  const told = { entity: 'person', id: 70, record: aPerson(), mergedToId: null, source: 'test' } as const;
  const { advanced } = await database.db
    .transaction()
    .execute((store) =>
      applyCrmChange(store, () => aCompany(), '1001', { ...told, changedAt: '2026-11-20T08:00:00.000Z' }),
    );
  const [started] = advanced;
  expect(started?.outcome).toBe('advanced');
  expect(Math.abs((started?.instance.createdAt.getTime() ?? 0) - now)).toBeLessThan(60_000);
});
