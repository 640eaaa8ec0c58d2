import type { Kysely } from 'kysely';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { mailing } from '#core/effects.ts';
import { claimNextEffect } from '#sync/store/claim-effect.ts';
import { type Database, openDatabase } from '#sync/store/database.ts';
import { keepHandovers } from '#sync/store/handover-note.ts';
import type { Schema } from '#sync/store/schema.ts';
import { newEffect, writtenInstance } from '../../kit/store-rows.ts';
import { createTestDatabase } from '../../kit/test-database.ts';

let test: Awaited<ReturnType<typeof createTestDatabase>>;
let one: Database;
let other: Database;
beforeAll(async () => {
  test = await createTestDatabase();
  const openAs = (node: string) =>
    openDatabase({ databaseUrl: test.url, dataDir: '', log: () => undefined, node });
  [one, other] = await Promise.all([openAs('one'), openAs('other')]);
});
afterAll(async () => {
  await Promise.all([one.close(), other.close()]);
  await test.drop();
});

/** An effect that the first node was carrying out when it was killed. */
async function interrupted(kind: string) {
  const instanceId = await writtenInstance(one.db, { effects: [{ ...newEffect('a'), kind }] });
  const claimed = await claimNextEffect(one.db, instanceId);
  if (!claimed) throw new Error('An effect is due.');
  return { instanceId, claim: claimed.row };
}

const takenBy = async (db: Kysely<Schema>, instanceId: string) =>
  (await claimNextEffect(db, instanceId))?.interrupted;

const passes = (instanceId: string, seconds: number) =>
  one.pool.query(
    `update effects set started_at = started_at - $2 * interval '1 second' where instance_id = $1`,
    [instanceId, seconds],
  );

describe.each(mailing)('%s, interrupted', (kind) => {
  it('is left for half a minute to the node that may know that the mail has left', async () => {
    const { instanceId } = await interrupted(kind);
    expect(await takenBy(other.db, instanceId)).toBeUndefined();
    await passes(instanceId, 31);
    expect(await takenBy(other.db, instanceId)).toBe(true);
  });

  it('is taken up by that node at once', async () => {
    const { instanceId } = await interrupted(kind);
    expect(await takenBy(one.db, instanceId)).toBe(true);
  });

  it('is taken up by another one at once where that node has told', async () => {
    const { instanceId, claim } = await interrupted(kind);
    await keepHandovers(one.db, [claim]);
    const taken = await claimNextEffect(other.db, instanceId);
    expect(taken?.row.handedOverAt).toBeInstanceOf(Date);
  });
});

it('anything else is taken up at once: it is looked for before it is repeated', async () => {
  const { instanceId } = await interrupted('find-organization');
  expect(await takenBy(other.db, instanceId)).toBe(true);
});
