import { expect, it } from 'vitest';
import { type CheckupParts, createCheckup } from '#sync/doctor/checkup.ts';
import { storeStage } from '../../kit/test-store.ts';

const stage = storeStage();

it('who asks while a look is under way gets one that begins after it, and shares it', async () => {
  const begun: (() => void)[] = [];
  const examinedOf = () =>
    new Promise<never>((_resolve, reject) => begun.push(() => reject(new Error(`look ${begun.length}`))));
  const checkup = createCheckup({
    db: stage.db,
    examinedOf,
    installation: {} as CheckupParts['installation'],
    warn: () => undefined,
    nowMs: Date.now,
  });
  const told = (look: Promise<unknown>) => look.then(String, (error: Error) => error.message);
  const first = told(checkup.look('7001'));
  await expect.poll(() => begun.length).toBe(1);
  const later = Promise.all([told(checkup.look('7001')), told(checkup.look('7001'))]);
  expect(begun).toHaveLength(1);
  begun[0]?.();
  expect(await first).toBe('look 1');
  await expect.poll(() => begun.length).toBe(2);
  begun[1]?.();
  expect(await later).toEqual(['look 2', 'look 2']);
  expect(begun).toHaveLength(2);
});
