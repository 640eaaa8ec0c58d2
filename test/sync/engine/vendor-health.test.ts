import { expect, it } from 'vitest';
import { OutsideError, type Vendor } from '#sync/connectors/errors.ts';
import { createVendorHealth } from '#sync/engine/vendor-health.ts';

const usedUp = (vendor: Vendor, retryAfterMs?: number) =>
  new OutsideError({
    vendor,
    word: 'retry-later',
    title: { fr: 'Épuisé', en: 'Used up' },
    detail: { fr: 'Plus tard.', en: 'Later.' },
    ...(retryAfterMs !== undefined && { retryAfterMs }),
  });

/** Fails as often as it takes until nobody calls any more. */
async function troubled(health: ReturnType<typeof createVendorHealth>, vendor: Vendor, companyId: string) {
  for (let count = 0; count < 5; count += 1) {
    const call = health.run(vendor, companyId, () => Promise.reject(usedUp(vendor)));
    await expect(call).rejects.toThrow('Used up');
  }
}

it('what one company has used up of its Pipedrive, another has left', async () => {
  const health = createVendorHealth(
    () => 0,
    () => undefined,
  );
  await troubled(health, 'pipedrive', '7002');
  const called: string[] = [];
  const call = (companyId: string) => health.run('pipedrive', companyId, async () => called.push(companyId));
  await expect(call('7002')).rejects.toThrow('Used up');
  await expect(call('7001')).resolves.toBe(1);
  expect(called).toEqual(['7001']);
});

it('the directory of accounts and the mail server are the same for all', async () => {
  const recovered: Vendor[] = [];
  let nowMs = 0;
  const health = createVendorHealth(
    () => nowMs,
    (vendor) => recovered.push(vendor),
  );
  for (const vendor of ['accounts', 'mail'] as const) {
    await troubled(health, vendor, '7002');
    await expect(health.run(vendor, '7001', async () => 'called')).rejects.toThrow('Used up');
    nowMs += 60_000;
    await expect(health.run(vendor, '7001', async () => 'called')).resolves.toBe('called');
  }
  expect(recovered).toEqual(['accounts', 'mail']);
});

it('whoever waits behind the trouble of others comes back when the vendor said, not sooner', async () => {
  let nowMs = 0;
  const health = createVendorHealth(
    () => nowMs,
    () => undefined,
  );
  const tomorrow = () => Promise.reject(usedUp('pipedrive', 3_600_000));
  for (let count = 0; count < 5; count += 1)
    await expect(health.run('pipedrive', '7001', tomorrow)).rejects.toThrow('Used up');
  nowMs = 1_000;
  const behind = health.run('pipedrive', '7001', async () => 'called');
  await expect(behind).rejects.toMatchObject({ failure: { retryAfterMs: 3_599_000 } });
});

it('a blip that hits many calls at once is no longer than one that hits few', async () => {
  let nowMs = 0;
  const health = createVendorHealth(
    () => nowMs,
    () => undefined,
  );
  let fail = () => {};
  const blip = new Promise<never>((_resolve, reject) => {
    fail = () => reject(usedUp('pipedrive'));
  });
  const calls = Array.from({ length: 16 }, () => health.run('pipedrive', '7001', () => blip));
  const ended = Promise.allSettled(calls);
  await Promise.resolve();
  fail();
  await ended;
  nowMs = 1_999;
  await expect(health.run('pipedrive', '7001', async () => 'called')).rejects.toThrow('Used up');
  nowMs = 2_000;
  await expect(health.run('pipedrive', '7001', async () => 'called')).resolves.toBe('called');
});

it('the probe of one vendor that fails at another one makes the pause of that one no longer', async () => {
  let nowMs = 0;
  const health = createVendorHealth(
    () => nowMs,
    () => undefined,
  );
  await troubled(health, 'accounts', '7001');
  nowMs = 2_000;
  await troubled(health, 'pipedrive', '7001');
  const probe = health.run('accounts', '7001', () => Promise.reject(usedUp('pipedrive')));
  await expect(probe).rejects.toThrow('Used up');
  nowMs = 4_000;
  await expect(health.run('pipedrive', '7001', async () => 'called')).resolves.toBe('called');
});

it('one call in ten seconds asks a vendor that stays away', async () => {
  let nowMs = 0;
  const health = createVendorHealth(
    () => nowMs,
    () => undefined,
  );
  const calledAt: number[] = [];
  const call = () => {
    calledAt.push(nowMs / 1_000);
    return Promise.reject(usedUp('pipedrive'));
  };
  for (; nowMs <= 60_000; nowMs += 500)
    await expect(health.run('pipedrive', '7001', call)).rejects.toThrow('Used up');
  expect(calledAt).toEqual([0, 0.5, 1, 1.5, 2, 4, 8, 16, 26, 36, 46, 56]);
});
