import { setTimeout as sleep } from 'node:timers/promises';
import pg from 'pg';
import { PgBoss } from 'pg-boss';
import { customerConversion } from '#core/processes/customer-conversion/process.ts';
import { aFollowingCompany, observedDeal } from '../kit/conversion-samples.ts';
import { type BenchService, startBenchService, type Vendors } from './bench-service.ts';
import type { BenchStore } from './bench-store.ts';
import { secondsSince, ticksOfAll } from './cpu-time.ts';
import { atLeast, type Figure, medianRatio, under } from './figure.ts';
import { companyId } from './webhook-bodies.ts';

const sizes = { few: 1_000, many: 100_000 };
const rounds = 3;
const perSecond = 50;
const roundSeconds = 10;
const lagMaxSeconds = 5;
/** Before the first one is due, and after the last one. */
const leadMs = 2_000;
const settleMs = 6_000;

interface Side {
  service: BenchService;
  client: pg.Client;
  boss: PgBoss;
  /** Serial number of the next deal whose timer is used. */
  next: number;
  costs: number[];
  lags: number[];
}

/**
 * Timers of open deals that are due 50 a second, on a store with few deals and on one with many, in turns: how late they
 * fire, and the processor time each costs the service and its connections to the store.
 */
export async function benchTimers(vendors: Vendors, store: BenchStore): Promise<Figure[]> {
  const few = await startSide(vendors, await store.create('timers_few'), sizes.few);
  const many = await startSide(vendors, await store.create('timers_many'), sizes.many);
  try {
    for (const side of [few, many]) await settled(side);
    await fire(few);
    await fire(many);
    for (const side of [few, many]) Object.assign(side, { costs: [], lags: [] });
    for (let round = 0; round < rounds; round += 1) {
      await fire(few);
      await fire(many);
    }
  } finally {
    for (const side of [few, many]) await stopSide(side);
  }
  const fired = many.lags.length;
  const said = many.costs
    .map((cost, round) => `${cost.toFixed(1)} of ${few.costs[round]?.toFixed(1)} ms`)
    .join(', ');
  return [
    atLeast(
      'timers fired of 100,000 open deals',
      fired / (rounds * perSecond * roundSeconds),
      1,
      'of those due',
      null,
    ),
    under(
      'timers of 100,000 open deals, latest',
      Math.max(...many.lags),
      lagMaxSeconds,
      's',
      `${perSecond} a second`,
    ),
    under(
      'cost of a fired timer, ratio',
      medianRatio(many.costs, few.costs),
      1.3,
      'of that at 1,000 deals',
      said,
    ),
  ];
}

async function startSide(vendors: Vendors, databaseUrl: string, count: number): Promise<Side> {
  const settings = { conversion: { enabled: true } };
  const service = await startBenchService(vendors, { databaseUrl }, { settings });
  const client = new pg.Client({ connectionString: databaseUrl });
  await client.connect();
  const boss = new PgBoss({
    connectionString: databaseUrl,
    schema: 'pgboss',
    schedule: false,
    supervise: false,
  });
  await boss.start();
  await fill(client, boss, count);
  return { service, client, boss, next: 1, costs: [], lags: [] };
}

async function stopSide({ service, client, boss }: Side): Promise<void> {
  await boss.stop({ graceful: false, close: true });
  await client.end();
  await service.stop();
}

const idOf = (serial: number) => `00000000-0000-4000-8000-${String(serial).padStart(12, '0')}`;
const farAway = "now() + interval '40 days'";
const batchSize = 5_000;

/** Open deals as the service would have stored them, each with a reminder and its bell far away. */
async function fill(client: pg.Client, boss: PgBoss, count: number): Promise<void> {
  const now = new Date().toISOString();
  const begun = customerConversion.start(observedDeal(now), { now, company: aFollowingCompany({}, []) });
  if (begun.outcome !== 'advanced') throw new Error('The deal of the bench is not followed.');
  const state = JSON.stringify({ ...begun.state, checkAt: now });
  await client.query(
    `insert into instances (id, company, process, version, revision, step, state, search, created_at, updated_at)
     select ('00000000-0000-4000-8000-' || lpad(n::text, 12, '0'))::uuid, $1, 'customer-conversion', $2, 1, 'identified',
       jsonb_set($3::jsonb, '{dealId}', to_jsonb(n)), to_tsvector('simple', 'mairie d exemple ' || n), now(), now()
     from generate_series(1, $4::int) n`,
    [companyId, customerConversion.version, state, count],
  );
  await client.query(
    `insert into links (company, kind, value, instance_id)
     select $1, 'conversion-deal', n::text, ('00000000-0000-4000-8000-' || lpad(n::text, 12, '0'))::uuid
     from generate_series(1, $2::int) n`,
    [companyId, count],
  );
  await client.query(
    `insert into timers (instance_id, name, due_at) select id, 'remind-1', ${farAway} from instances`,
  );
  const startAfter = new Date(Date.now() + 40 * 86_400_000);
  for (let from = 1; from <= count; from += batchSize) {
    const jobs = Array.from({ length: Math.min(batchSize, count - from + 1) }, (_, index) => ({
      data: { instanceId: idOf(from + index) },
      startAfter,
    }));
    await boss.insert('wake', jobs);
  }
  await client.query('analyze');
}

const quietMaxMs = 300_000;
const lookMs = 2_000;

/** A service that begins tells all open deals of its rules once: what comes after that is measured. */
async function settled(side: Side): Promise<void> {
  for (const untilMs = Date.now() + quietMaxMs; Date.now() < untilMs; ) {
    const before = ticksOfAll(await processesOf(side));
    await sleep(lookMs);
    if (secondsSince(before) < 0.1) return;
  }
  throw new Error('The service of the bench found no rest.');
}

/** One round: its timers with their bells, then what came of them. */
async function fire(side: Side): Promise<void> {
  const { client, boss, service } = side;
  const count = perSecond * roundSeconds;
  const beginMs = Date.now() + leadMs;
  // Some deals away from each other: neighbours share pages.
  const due = new Map<string, Date>();
  for (let index = 0; index < count; index += 1) {
    due.set(idOf(((side.next + index * 7) % sizes.few) + 1), new Date(beginMs + (index * 1000) / perSecond));
  }
  side.next += 1;
  await client.query(
    "update instances set state = jsonb_set(state, '{checkAt}', '\"2026-01-01T00:00:00.000Z\"') where id = any($1)",
    [[...due.keys()]],
  );
  await client.query(
    `insert into timers (instance_id, name, due_at) select * from unnest($1::uuid[], $2::text[], $3::timestamptz[])`,
    [[...due.keys()], [...due.keys()].map(() => 'follow-up-check'), [...due.values()]],
  );
  await boss.insert(
    'wake',
    [...due].map(([instanceId, startAfter]) => ({ data: { instanceId }, startAfter })),
  );
  const before = ticksOfAll(await processesOf(side));
  await sleep(beginMs - Date.now() + roundSeconds * 1000 + settleMs);
  const spent = secondsSince(before);
  const found = await client.query<{ instance_id: string; at: Date }>(
    `select instance_id, max(at) as at from journal where instance_id = any($1::uuid[]) and at >= $2 group by 1`,
    [[...due.keys()], new Date(beginMs)],
  );
  const lags = found.rows.map(
    ({ instance_id, at }) => (at.getTime() - (due.get(instance_id)?.getTime() ?? 0)) / 1000,
  );
  side.lags.push(...lags);
  side.costs.push((spent * 1000) / Math.max(1, lags.length));
  if (service.pid() === undefined) throw new Error('The service of the bench has ended.');
}

/** The service and the server processes of its connections. */
async function processesOf({ client, service }: Side): Promise<number[]> {
  const found = await client.query<{ pid: number }>(
    'select pid from pg_stat_activity where datname = current_database() and pid <> pg_backend_pid()',
  );
  return [service.pid(), ...found.rows.map(({ pid }) => pid)].filter((pid) => pid !== undefined);
}
