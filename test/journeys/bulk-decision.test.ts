import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterEach, expect, it } from 'vitest';
import type { BulkDecisionStarted, BulkDecisionView } from '#core/contract/bulk.ts';
import { defaultLimits } from '../../services/sandbox/src/pipedrive/limits.ts';
import { dealIn, inStore, mailsTo, quiet } from '../kit/flow.ts';
import { eventually, startWorld, type World, type WorldOptions } from '../kit/start-world.ts';

const accountCreatedStage = 5;
const decider = 21;
const administrator = 1;
const formsAtOnce = 20;

let world: World;
afterEach(() => world.stop());

interface Sent {
  id: string;
  email: string;
  dealId: number;
}

/** A world whose Pipedrive has the limits of the real one, with so many requests that wait for a decision. */
async function worldWith(count: number, options: WorldOptions = {}): Promise<Sent[]> {
  world = await startWorld(options);
  await quiet(world);
  const forms: Awaited<ReturnType<World['form']>>[] = [];
  while (forms.length < count) {
    const chunk = Math.min(formsAtOnce, count - forms.length);
    forms.push(...(await Promise.all(Array.from({ length: chunk }, () => world.form()))));
  }
  const found = await eventually(async () => {
    const rows = await inStore<{ id: string; deal: number }>(
      world,
      `select id, (state ->> 'dealId')::int as deal from instances where step = 'pending' and not exists (
         select 1 from effects where instance_id = instances.id and state <> 'done')`,
    );
    return rows.length === count && rows;
  }, 60_000);
  const idOf = new Map(found.map(({ id, deal }) => [deal, id]));
  return forms.map(({ email, dealId }) => ({ email, dealId, id: idOf.get(dealId) ?? '' }));
}

/** From now on Pipedrive allows what it really does. The service hears of it by its next answer. */
async function limit(): Promise<void> {
  const { burst, searchBurst, burstWindowMs } = defaultLimits;
  // What the forms took does not count any more.
  await sleep(burstWindowMs);
  Object.assign(world.sandbox.pipedrive.limits, { burst, searchBurst });
  expect((await world.call('/api/doctor', { userId: administrator })).status).toBe(200);
  world.sandbox.calls.clear();
}

async function order(requestIds: string[]): Promise<string> {
  const body = { commandId: randomUUID(), type: 'accept-request', requestIds };
  const answer = await world.call('/api/bulk-decisions', { body });
  expect(answer.status).toBe(202);
  return (answer.body as BulkDecisionStarted).id;
}

const look = async (id: string) => (await world.call(`/api/bulk-decisions/${id}`)).body as BulkDecisionView;
const finished = (id: string) =>
  eventually(async () => {
    const view = await look(id);
    return view.finishedAt !== null && view;
  }, 60_000);

/** Answers of Pipedrive that told to wait. */
const refusedCalls = () => world.sandbox.calls.list('pipedrive').filter(({ status }) => status === 429);

/** The most calls that arrived within any two seconds. */
function busiestWindow(): number {
  const atMs = world.sandbox.calls
    .list('pipedrive')
    .map(({ at }) => Date.parse(at))
    .toSorted((a, b) => a - b);
  return Math.max(...atMs.map((end, index) => index + 1 - atMs.findIndex((at) => at > end - 2_000)));
}

/** The tokens of today, as the nodes counted them together. */
async function counted(): Promise<number> {
  const [row] = await inStore<{ spent: number }>(world, 'select sum(spent)::int as spent from token_budget');
  return row?.spent ?? 0;
}

function allAccepted(count: number) {
  return eventually(async () => {
    const [row] = await inStore<{ count: number }>(
      world,
      "select count(*)::int as count from instances where step = 'accepted'",
    );
    return row?.count === count;
  }, 60_000);
}

const accepted = { accounts: 1, mails: 1, stage: accountCreatedStage, owner: decider };

/** What each request came to, outside. */
function outcomesOf(sent: readonly Sent[]) {
  const { accounts } = world.sandbox.accounts;
  return sent.map(({ email, dealId }) => ({
    accounts: accounts.filter(({ userName }) => userName === email).length,
    mails: mailsTo(world, email).length,
    stage: dealIn(world, dealId)?.stage_id,
    owner: dealIn(world, dealId)?.owner_id,
  }));
}

it('200 requests under the real burst limit, the service stopped in the middle: 200 accounts, 200 mails', async () => {
  const sent = await worldWith(200);
  await limit();
  const id = await order(sent.map((one) => one.id));
  const seen = new Set<number>();
  await eventually(async () => {
    const { done, total } = await look(id);
    expect(total).toBe(200);
    seen.add(done);
    return done >= 80;
  }, 60_000);
  const [first] = world.nodes.splice(0, 1);
  await first?.stop();
  expect(refusedCalls()).toEqual([]);
  expect(busiestWindow()).toBeLessThanOrEqual(defaultLimits.burst);

  const second = await world.addNode();
  world.sandbox.setServiceUrl(second.url);
  const stopped = await look(id);
  expect(stopped.done).toBeLessThan(200);
  const view = await finished(id);
  expect(seen.size).toBeGreaterThan(3);
  expect(view.items.map(({ outcome, reason }) => [outcome, reason])).toEqual(
    Array(200).fill(['advanced', null]),
  );
  await allAccepted(200);
  expect(outcomesOf(sent)).toEqual(Array(200).fill(accepted));
  // The second node cannot know what the first one asked a moment ago: it may be told to wait, and then does.
  expect(refusedCalls().length).toBeLessThan(20);
  // Each: the deal read and placed, the person given to its owner; webhooks and looks aside.
  expect(world.sandbox.calls.tokensSpent()).toBeLessThan(200 * 15);
}, 120_000);

it('beyond the tokens of the day nothing is asked: what is left waits, says why, and goes on the next day', async () => {
  const [requests, allowance] = [30, 300];
  const sent = await worldWith(requests, { environment: { PIPEDRIVE_TOKENS_PER_DAY: String(allowance) } });
  const { limits, spending } = world.sandbox.pipedrive;
  limits.dailyTokens = allowance;
  const id = await order(sent.map((one) => one.id));
  const view = await finished(id);
  expect(view.items.map(({ outcome }) => outcome)).toEqual(Array(requests).fill('advanced'));
  const waiting = await eventually(async () => {
    const { items } = await world.list('?step=accepting&limit=100');
    const troubled = items.filter(({ effects }) => effects.some(({ state }) => state === 'retrying'));
    return troubled.length > 0 && troubled.length === items.length && troubled;
  });
  for (const { effects } of waiting) {
    const held = effects.find(({ state }) => state === 'retrying');
    expect(held?.problem?.title).toBe('Le quota quotidien de Pipedrive est épuisé');
    expect(Date.parse(held?.dueAt ?? '')).toBeGreaterThan(Date.now() + 60_000);
  }
  expect(refusedCalls()).toEqual([]);
  expect(spending.tokens).toBeLessThanOrEqual(allowance);
  expect(spending.tokens).toBeGreaterThan(allowance * 0.8);

  // Midnight passes: another day's tokens, and what was to wait for it is due.
  const [first] = world.nodes.splice(0, 1);
  await first?.stop();
  expect(await counted()).toBe(spending.tokens);
  limits.dailyTokens = defaultLimits.dailyTokens;
  await inStore(world, 'delete from token_budget');
  await inStore(world, "update effects set due_at = now() where state = 'retrying'");
  await world.addNode({ PIPEDRIVE_TOKENS_PER_DAY: String(defaultLimits.dailyTokens) });
  await allAccepted(requests);
  expect(outcomesOf(sent)).toEqual(Array(requests).fill(accepted));
}, 60_000);
