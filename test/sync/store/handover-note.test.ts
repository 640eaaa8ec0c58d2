import { afterAll, beforeAll, expect, it } from 'vitest';
import { claimNextEffect } from '#sync/store/claim-effect.ts';
import type { Database } from '#sync/store/database.ts';
import { readEffects } from '#sync/store/effects.ts';
import { ClaimLost, writeHandoverNote } from '#sync/store/handover-note.ts';
import { newEffect, writtenInstance } from '../../kit/store-rows.ts';
import { openTestStore } from '../../kit/test-store.ts';

let database: Database;
beforeAll(async () => {
  database = await openTestStore();
});
afterAll(() => database.close());

async function claimedEffect() {
  const instanceId = await writtenInstance(database.db, { effects: [newEffect('a')] });
  const claimed = await claimNextEffect(database.db, instanceId);
  if (!claimed) throw new Error('An effect is due.');
  const isHandedOver = async () =>
    (await readEffects(database.db, [instanceId]))[0]?.handedOverAt instanceof Date;
  return { claim: claimed.row, isHandedOver };
}

it('is true once it is committed, not before', async () => {
  const { claim, isHandedOver } = await claimedEffect();
  const note = await writeHandoverNote(database.db, claim);
  expect(await isHandedOver()).toBe(false);
  await note.commit();
  expect(await isHandedOver()).toBe(true);
});

it('is written anew where the connection it was written on is gone', async () => {
  const { claim, isHandedOver } = await claimedEffect();
  const note = await writeHandoverNote(database.db, claim);
  await database.pool.query(
    `select pg_terminate_backend(pid) from pg_stat_activity
     where datname = current_database() and state = 'idle in transaction'`,
  );
  await note.commit();
  expect(await isHandedOver()).toBe(true);
});

it('is not given for an effect that another node has claimed anew', async () => {
  const { claim } = await claimedEffect();
  await expect(
    writeHandoverNote(database.db, { ...claim, attempts: claim.attempts + 1 }),
  ).rejects.toBeInstanceOf(ClaimLost);
});
