import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { createCallShare, type LeaseCalls } from '#sync/connectors/pipedrive/call-share.ts';

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

type Request = Parameters<LeaseCalls>[0];

function shareOn(lease: LeaseCalls) {
  const asked: Request[] = [];
  const share = createCallShare(
    (request) => {
      asked.push(request);
      return lease(request);
    },
    20,
    () => Date.now(),
  );
  return { asked, share };
}

const generous: LeaseCalls = async ({ told, first, wanted }) => ({ share: wanted, limit: told ?? first });
const demand =
  (told: number | null, wanted: number, isShort = false) =>
  () => ({ told, wanted, isShort });

it('asks once, renews every two seconds while there is something to do, and gives back what is not needed', async () => {
  const { asked, share } = shareOn(generous);
  let wanted = 20;
  const now = () => ({ told: 80, wanted, isShort: false });
  await share.ready(now);
  await share.ready(now);
  expect(asked).toHaveLength(1);
  expect(share.now()).toBe(20);
  await vi.advanceTimersByTimeAsync(4_100);
  expect(asked.map((one) => one.wanted)).toEqual([20, 20, 20]);
  wanted = 0;
  await vi.advanceTimersByTimeAsync(60_000);
  expect(asked.map((one) => one.wanted)).toEqual([20, 20, 20, 0]);
  await share.release();
});

it('asks anew as soon as the limit is told, while calls wait', async () => {
  const { asked, share } = shareOn(generous);
  await share.ready(demand(null, 20));
  await share.ready(demand(80, 80, true));
  await vi.advanceTimersByTimeAsync(0);
  expect(asked).toMatchObject([
    { told: null, wanted: 20 },
    { told: 80, wanted: 80 },
  ]);
  expect(share.now()).toBe(80);
  await share.release();
  expect(asked.at(-1)).toMatchObject({ wanted: 0 });
});

it('waits for a store that hangs no longer than a quarter of a second, and goes on with an eighth', async () => {
  const { share } = shareOn(() => new Promise(() => {}));
  let isReady = false;
  const ready = share.ready(demand(80, 80)).then(() => {
    isReady = true;
  });
  await vi.advanceTimersByTimeAsync(200);
  expect(isReady).toBe(false);
  await vi.advanceTimersByTimeAsync(100);
  await ready;
  expect(share.now()).toBe(10);
});

it('uses no lease that has run out', async () => {
  let isAway = false;
  const { share } = shareOn((request) => (isAway ? Promise.reject(new Error('away')) : generous(request)));
  await share.ready(demand(80, 80));
  expect(share.now()).toBe(80);
  isAway = true;
  await vi.advanceTimersByTimeAsync(6_000);
  expect(share.now()).toBe(10);
});
