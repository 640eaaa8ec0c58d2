import { afterEach, expect, it, vi } from 'vitest';
import { holdMs, whileHeld } from '#sync/approvals/hold-change.ts';
import type { HeldChange } from '#sync/store/approval-changes.ts';
import type { Store } from '#sync/store/instances.ts';

afterEach(() => vi.useRealTimers());

const change = { instanceId: '1', company: '7001' } as HeldChange;
const options = { db: undefined as unknown as Store, log: { warn: () => undefined } as never };

it('is lost by a process that stood still for as long as it holds, in the very moment it goes on', async () => {
  vi.useFakeTimers({ toFake: ['performance'] });
  const { ended } = await whileHeld(options, change, async (signal) => {
    const before = signal.aborted;
    // No timer of ours runs meanwhile, and none has yet when it goes on.
    vi.advanceTimersByTime(holdMs + 1);
    return [before, signal.aborted];
  });
  expect(ended).toEqual({ status: 'fulfilled', value: [false, true] });
});
