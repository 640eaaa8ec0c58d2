import { randomBytes, randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import pg from 'pg';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { BulkDecisionView } from '#core/contract/bulk.ts';
import { inStore, mailsTo } from '../kit/flow.ts';
import {
  befall,
  callAs,
  enteredInNew,
  install,
  newAdmin,
  startInstalled,
  storedCompany,
  webhooksInNew,
} from '../kit/installing.ts';
import { eventually, type World } from '../kit/start-world.ts';
import { badDay } from '../kit/vendor-trouble.ts';

/** Far more than two nodes take in a turn each (bulk/run-bulk.ts), and fewer than may be under way at once. */
const requestCount = 45;
const turnsMax = 20;
/** How many are decided when it is stopped. */
const decidedCount = 12;
const companyId = String(newAdmin.companyId);

let world: World;
beforeAll(async () => {
  world = await startInstalled(randomBytes(32).toString('base64'));
});
afterAll(() => world.stop());

/** Requests of the new company that wait for a decision. */
async function pendingRequests() {
  const entered = Array.from({ length: requestCount }, (_, index) => {
    const email = `plusieurs-${index}@nouvelle.example.org`;
    return { email, ...enteredInNew(world, email, `Personne ${index}`) };
  });
  const rows = await eventually(async () => {
    const found = await inStore<{ id: string; deal: number }>(
      world,
      `select id, (state ->> 'dealId')::int as deal from instances where company = $1 and step = 'pending' and not exists (
         select 1 from effects where instance_id = instances.id and state <> 'done')`,
      [companyId],
    );
    return found.length === requestCount && found;
  }, 60_000);
  const idOf = new Map(rows.map(({ id, deal }) => [deal, id]));
  return entered.map((one) => ({ ...one, id: idOf.get(one.dealId) ?? '' }));
}

async function order(requestIds: string[]): Promise<string> {
  const body = { commandId: randomUUID(), type: 'accept-request', requestIds };
  const { status, body: answer } = await callAs(world, newAdmin, '/api/bulk-decisions', { body });
  expect(status).toBe(202);
  return String(answer.id);
}

const look = (id: string, node = 0) => callAs(world, newAdmin, `/api/bulk-decisions/${id}`, { node });
const viewOf = async (id: string) => (await look(id)).body as unknown as BulkDecisionView;

/** Holds requests, so that whoever decides them waits. @returns how to let them go */
async function held(requestIds: string[]): Promise<() => Promise<void>> {
  const client = new pg.Client({ connectionString: world.databaseUrl });
  await client.connect();
  await client.query('begin');
  await client.query('select from instances where id = any ($1) for update', [requestIds]);
  return () => client.end();
}

/** What the store has of a bulk decision: how many requests in which outcome, and whether it is through. */
async function stored(id: string) {
  const items = await inStore<{ outcome: string; count: number }>(
    world,
    'select outcome, count(*)::int as count from bulk_decision_items where bulk_decision_id = $1 group by 1',
    [id],
  );
  const [bulk] = await inStore<{ finished_at: Date | null }>(
    world,
    'select finished_at from bulk_decisions where id = $1',
    [id],
  );
  const counts: Record<string, number> = Object.fromEntries(
    items.map(({ outcome, count }) => [outcome, count]),
  );
  return { advanced: counts.advanced ?? 0, waiting: counts.waiting ?? 0, outcomes: items.length, bulk };
}

const callsOfCompany = () => world.sandbox.calls.list('pipedrive', newAdmin.companyId);
/** The changes that Pipedrive took, by the record changed. */
function changesOf(path: string): number {
  return callsOfCompany().filter(
    (call) => call.method === 'PATCH' && call.status === 200 && call.path === path,
  ).length;
}

it('an uninstallation in the middle of a bulk decision stops it; installing again ends it, nothing twice', async () => {
  const requests = await pendingRequests();
  const made = { method: 'POST', pathPrefix: '/scim/v2/Users' };
  badDay(world, { vendor: 'accounts', kind: 'latency', ms: 700, count: requestCount, match: made });
  const ids = requests.map((request) => request.id);
  // Each node comes as far as one of these two.
  const letGo = await held(ids.slice(decidedCount, decidedCount + 2));
  const id = await order(ids);
  await eventually(async () => (await viewOf(id)).done === decidedCount);

  expect(await befall(world, 'uninstall')).toEqual({ notices: [{ userId: 31, status: 204 }] });
  expect(await storedCompany(world)).toEqual({ state: 'locked', locked_because: 'uninstalled' });
  // Within a second every node knows; what was in hand ends, at the directory too.
  await sleep(2_000);
  await letGo();
  await sleep(2_000);
  const stopped = await stored(id);
  const callCount = callsOfCompany().length;
  await sleep(1_500);
  expect(await stored(id)).toEqual(stopped);
  expect(callsOfCompany()).toHaveLength(callCount);
  expect(stopped).toEqual({
    advanced: expect.any(Number),
    waiting: requestCount - stopped.advanced,
    outcomes: 2,
    bulk: { finished_at: null },
  });
  expect(stopped.advanced).toBeLessThanOrEqual(decidedCount + turnsMax);
  for (const node of [0, 1]) {
    const { status, body } = await look(id, node);
    expect(status).toBe(403);
    expect(body.detail).toMatch(/install/i);
  }

  await install(world);
  await webhooksInNew(world);
  const ended = await eventually(async () => {
    const view = await viewOf(id);
    return view.finishedAt !== null && view;
  }, 60_000);
  expect(ended.items.map(({ outcome, reason }) => [outcome, reason])).toEqual(
    Array(requestCount).fill(['advanced', null]),
  );
  await eventually(async () => {
    const [left] = await inStore<{ count: number }>(
      world,
      `select count(*)::int as count from instances where company = $1 and step <> 'accepted'`,
      [companyId],
    );
    return left?.count === 0;
  }, 60_000);
  for (const { email, dealId, personId } of requests) {
    const accounts = world.sandbox.accounts.accounts.filter(({ userName }) => userName === email);
    const seen = [
      accounts.length,
      mailsTo(world, email).length,
      changesOf(`/api/v2/deals/${dealId}`),
      changesOf(`/api/v2/persons/${personId}`),
    ];
    expect([email, ...seen]).toEqual([email, 1, 1, 1, 1]);
  }
}, 120_000);
