import { afterAll, beforeAll, expect, it } from 'vitest';
import type { Database } from '#sync/store/database.ts';
import { onOneNode, readOnOneNode } from '#sync/store/one-node.ts';
import { openTestStore } from '../../kit/test-store.ts';

let database: Database;
beforeAll(async () => {
  database = await openTestStore();
});
afterAll(() => database.close());

const stillMs = 1_000;
const reads = (work: () => Promise<unknown>) => readOnOneNode(database.db, 'reading', work, stillMs);

/** As a process does that was stopped: no timer, no answer. */
function standStill(ms: number): void {
  Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, ms);
}

it('lets one at a time, and the next one after', async () => {
  for (const alone of [onOneNode, readOnOneNode]) {
    const inner = await alone(database.db, 'work', () => alone(database.db, 'work', async () => 'second'));
    expect(inner).toBeUndefined();
    expect(await alone(database.db, 'work', async () => 'third')).toBe('third');
  }
});

it('is held as long as its work takes', async () => {
  const inner = await reads(async () => {
    await new Promise((resolve) => setTimeout(resolve, 3 * stillMs));
    return (await reads(async () => 'second')) ?? 'kept out';
  });
  expect(inner).toBe('kept out');
});

it('is taken over from a node that stands still, whose end is heard all the same', async () => {
  const inner = await reads(async () => {
    standStill(3 * stillMs);
    return reads(async () => 'taken over');
  });
  expect(inner).toBe('taken over');
  expect(await reads(async () => 'again')).toBe('again');
});
