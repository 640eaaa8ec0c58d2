import { randomUUID } from 'node:crypto';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest';
import { openHandoverLog } from '#sync/engine/handover-log.ts';
import { createLog } from '#sync/log.ts';
import { type Claim, claimNextEffect } from '#sync/store/claim-effect.ts';
import type { Database } from '#sync/store/database.ts';
import { readEffects } from '#sync/store/effects.ts';
import { keepHandovers } from '#sync/store/handover-note.ts';
import { newEffect, writtenInstance } from '../../kit/store-rows.ts';
import { openTestStore } from '../../kit/test-store.ts';

const log = createLog('silent');
let folder: string;
let database: Database;
beforeAll(async () => {
  database = await openTestStore();
});
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'passerelle-handovers-'));
});
afterAll(async () => {
  await rm(folder, { recursive: true, force: true });
  await database.close();
});

/** Opens the log as a new life does. */
async function opened(dataDir = folder) {
  const left: Claim[] = [];
  const handovers = await openHandoverLog(
    join(dataDir, 'handed-over'),
    async (claims) => void left.push(...claims),
    log,
  );
  return { handovers, left };
}

it('tells the next life what this one handed over, though nobody closed it', async () => {
  const claims = [1, 2].map((attempts) => ({ id: randomUUID(), attempts }));
  const first = await opened();
  expect(first.left).toEqual([]);
  for (const claim of claims) first.handovers?.note(claim);
  expect((await opened()).left).toEqual(claims);
  expect((await opened()).left).toEqual([]);
});

it('stays small, and keeps the last lines', async () => {
  const { handovers } = await opened();
  const ids = Array.from({ length: 20_050 }, () => randomUUID());
  for (const id of ids) handovers?.note({ id, attempts: 1 });
  const { left } = await opened();
  expect(left.length).toBeLessThan(500);
  expect(left.at(-1)?.id).toBe(ids.at(-1));
});

it('leaves out half a line, and does without a folder that is closed to us', async () => {
  const claim = { id: randomUUID(), attempts: 3 };
  const { handovers } = await opened();
  handovers?.note(claim);
  const text = await readFile(join(folder, 'handed-over'), 'utf8');
  expect(text).toBe(`${claim.id} 3\n`);
  // A folder cannot be where a file is.
  expect((await opened(join(folder, 'handed-over'))).handovers).toBeUndefined();
});

it('counts for the try that it tells of alone', async () => {
  const { db } = database;
  const instanceId = await writtenInstance(db, { effects: [newEffect('a')] });
  const claimed = await claimNextEffect(db, instanceId);
  if (!claimed) throw new Error('An effect is due.');
  const { id, attempts } = claimed.row;
  const isHandedOver = async () => (await readEffects(db, [instanceId]))[0]?.handedOverAt !== null;
  await keepHandovers(db, [{ id, attempts: attempts + 1 }]);
  expect(await isHandedOver()).toBe(false);
  await keepHandovers(db, [{ id, attempts }]);
  expect(await isHandedOver()).toBe(true);
});
