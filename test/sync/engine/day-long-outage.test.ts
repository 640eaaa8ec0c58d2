import { randomUUID } from 'node:crypto';
import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { performCommand } from '#sync/engine/perform-command.ts';
import type { Database } from '#sync/store/database.ts';
import { readEffects } from '#sync/store/effects.ts';
import { actor, observed } from '../../kit/account-request-samples.ts';
import { freshInstance } from '../../kit/engine-on-store.ts';
import { type NodeInTime, nodeInTime } from '../../kit/outage.ts';
import { openTestStore } from '../../kit/test-store.ts';

const dayMs = 24 * 3_600_000;

let database: Database;
let node: NodeInTime;
beforeAll(async () => {
  database = await openTestStore();
  node = nodeInTime(database);
});
afterAll(() => database.close());

/** A request whose look-ups are through. */
async function lookedUp(): Promise<string> {
  const id = await unseen();
  await node.run([id]);
  return id;
}

/** A request of which nothing was looked up yet. */
async function unseen(): Promise<string> {
  const { id } = await freshInstance(database, observed(), node.engine.companyOf);
  await sql`update effects set due_at = now() where instance_id = ${id}`.execute(database.db);
  return id;
}

async function accept(requestId: string): Promise<void> {
  const command = { type: 'accept-request', requestId, commandId: randomUUID() } as const;
  const by = { ...actor(), staffId: actor().staffId ?? 0 };
  const { db } = database;
  const { companyOf } = node.engine;
  await performCommand(
    { db, companyOf },
    { command, companyId: '1001', by },
    async (_store, answer) => answer,
  );
}

const stepOf = async (id: string) =>
  (await database.db.selectFrom('instances').select('step').where('id', '=', id).executeTakeFirst())?.step;
const linesOf = async (id: string) =>
  (await database.db.selectFrom('journal').select('id').where('instance_id', '=', id).execute()).length;
const redrawsOf = async (id: string) =>
  (
    await database.db
      .selectFrom('approval_changes')
      .select('instance_id')
      .where('instance_id', '=', id)
      .execute()
  ).length;
const statesOf = async (id: string) => (await readEffects(database.db, [id])).map(({ state }) => state);

/** Where a decision stands meanwhile: the help desk is told of what is done, nothing waits for it. */
const vendors = [
  ['pipedrive', 'accepting'],
  ['accounts', 'accepting'],
  ['mail', 'accepting'],
  ['helpscout', 'accepted'],
] as const;

describe.each(vendors)('%s is away for a day', (vendor, stepMeanwhile) => {
  it('nothing is dropped, people are told once, and all is caught up: what was decided first', async () => {
    const decided = [await lookedUp(), await lookedUp()];
    const undecided = [await unseen(), await unseen()];
    const all = [...undecided, ...decided];
    node.down(vendor);
    for (const id of decided) await accept(id);
    await node.run(all);
    const told = await Promise.all(decided.map(linesOf));
    const refusedBefore = node.refusedCount();

    await node.passes(dayMs, all);
    expect(node.refusedCount() - refusedBefore).toBeGreaterThan(50);
    for (const id of decided) {
      expect(await stepOf(id)).toBe(stepMeanwhile);
      const states = await statesOf(id);
      expect(states).toContain('retrying');
      expect(states).not.toContain('dead-letter');
      expect(states).not.toContain('cancelled');
      expect(await redrawsOf(id)).toBe(1);
    }
    expect(await Promise.all(decided.map(linesOf))).toEqual(told);

    const doneBefore = node.done.length;
    node.up();
    await node.passes(1_200_000, all);
    for (const id of decided) expect(await stepOf(id)).toBe('accepted');
    for (const id of undecided) expect(await statesOf(id)).not.toContain('retrying');
    const mailed = node.done.filter(({ kind }) => kind === 'send-email');
    for (const id of decided) expect(mailed.filter(({ instanceId }) => instanceId === id)).toHaveLength(1);
    // The first call finds out that the vendor is back, whosever it is; the others follow by their importance.
    const [finder, ...others] = node.done.slice(doneBefore).map(({ instanceId }) => instanceId);
    const firstOf = (ids: string[]) => {
      const waited = ids.filter((id) => id !== finder);
      return waited.map((id) => others.indexOf(id)).filter((at) => at !== -1);
    };
    const [latestDecided, earliestOther] = [Math.max(...firstOf(decided)), Math.min(...firstOf(undecided))];
    expect(latestDecided).toBeLessThan(earliestOther);
  }, 120_000);
});
