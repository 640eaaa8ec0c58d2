import { setTimeout as sleep } from 'node:timers/promises';
import { type BenchService, startBenchService, type Vendors } from './bench-service.ts';
import type { BenchStore } from './bench-store.ts';
import { busySince, machineTime, secondsSince, ticksOfAll } from './cpu-time.ts';
import { type DriveFlows, serviceFlows } from './drive-flows.ts';
import { atLeast, atMost, type Figure, median, medianRatio, told, under } from './figure.ts';
import { callJson } from './http-client.ts';
import { startScript } from './script-process.ts';
import { onStore } from './store-figures.ts';
import type { DoneOutside } from './vendor-memory.ts';
import { emailOf } from './webhook-bodies.ts';

/** As vendors are: what a node mostly does is wait for them. */
const vendorLatencyMs = 50;
const rounds = 3;
const flowsPerRound = 1_000;
/** Two nodes have work as long as this is more than they end in the two seconds or three that a flow takes. */
const inFlight = 320;
const killEveryMaxMs = 20_000;
/** However few flows there are, somebody dies in the middle. */
const killsMin = 4;
/** What a killed node was about is taken up again within these. */
const settleLimitMs = 60_000;
const growthMaxMegabytes = 20;
/** "Compte créé", where accepted deals go. */
const placedStage = 2;

/** One web node and some that work, on a store of their own. */
interface Side {
  web: BenchService;
  workers: BenchService[];
  databaseUrl: string;
  drive: DriveFlows;
  rates: number[];
  /** Of a core that each worker used, round by round. */
  shares: number[];
  /** Of the machine, round by round. */
  busy: number[];
}

/**
 * Accept flows through one web node, before vendors that take their time: with one worker and with two, in turns; then
 * with two of which one is killed again and again.
 *
 * @param flows how many while nodes die
 */
export async function benchNodes(store: BenchStore, flows: number): Promise<Figure[]> {
  const vendors = await startScript<Vendors>('vendors.ts', {
    LATENCY_MS: String(vendorLatencyMs),
    REMEMBERS: 'yes',
  });
  const sides: Side[] = [];
  try {
    for (const workers of [1, 2]) {
      const databaseUrl = await store.create(`nodes_${workers}`);
      sides.push(await startSide(vendors.said, databaseUrl, workers));
    }
    const [one, two] = sides as [Side, Side];
    return [...(await compare(one, two)), ...(await withKills(two, vendors.said, flows))];
  } finally {
    for (const { web, workers } of sides) await Promise.all([web, ...workers].map((node) => node.stop()));
    await vendors.stop();
  }
}

async function startSide(vendors: Vendors, databaseUrl: string, workerCount: number): Promise<Side> {
  const start = (ROLE: string) =>
    startBenchService(vendors, { databaseUrl }, { variables: { ROLE, LOG_LEVEL: 'error' } });
  const web = await start('web');
  const workers: BenchService[] = [];
  for (let n = 0; n < workerCount; n += 1) workers.push(await start('worker'));
  const drive = serviceFlows(web.url, vendors, { inFlight, isSteady: true });
  return { web, workers, databaseUrl, drive, rates: [], shares: [], busy: [] };
}

/** Of the companies' people; those of other benchmarks have other vendors. */
let nextNumber = 100_000;

function take(count: number): number {
  const first = nextNumber;
  nextNumber += count;
  return first;
}

async function compare(one: Side, two: Side): Promise<Figure[]> {
  // Both run as they do after a while: compiled, with warm connections.
  for (const { drive } of [one, two]) await drive(take(flowsPerRound), flowsPerRound);
  for (let round = 0; round < rounds; round += 1) for (const side of [one, two]) await playRound(side);
  const [rate, both] = [median(one.rates), median(two.rates)];
  const said = `${rate.toFixed(1)}/s with one, ${both.toFixed(1)}/s with two, vendors take ${vendorLatencyMs} ms`;
  return [
    atLeast(
      'flows with two workers, ratio',
      medianRatio(two.rates, one.rates),
      1.6,
      'of those with one',
      said,
    ),
    told('one worker alone uses', median(one.shares), 'of a core', busyOf(one)),
    told('each of two workers uses', median(two.shares), 'of a core', busyOf(two)),
  ];
}

function busyOf({ busy }: Side): string {
  return `all cores of the machine are ${Math.round(median(busy) * 100)} % busy, stand-ins and store among it`;
}

async function playRound(side: Side): Promise<void> {
  const pids = side.workers.flatMap((worker) => worker.pid() ?? []);
  const [ticks, machine, startedAt] = [ticksOfAll(pids), machineTime(), performance.now()];
  side.rates.push(await side.drive(take(flowsPerRound), flowsPerRound));
  const seconds = (performance.now() - startedAt) / 1000;
  side.shares.push(secondsSince(ticks) / seconds / pids.length);
  side.busy.push(busySince(machine));
}

async function withKills(side: Side, vendors: Vendors, flows: number): Promise<Figure[]> {
  const { web, workers, databaseUrl } = side;
  const [survivor, victim] = workers as [BenchService, BenchService];
  const drive = serviceFlows(web.url, vendors, { inFlight });
  const everyMs = Math.min(killEveryMaxMs, ((flows / median(side.rates)) * 1000) / killsMin);
  const killing = killEvery(victim, everyMs);
  const from = take(flows);
  const half = Math.floor(flows / 2);
  const startedAt = performance.now();
  const failures: string[] = [];
  const halfTold = () => [web.rssMegabytes(), survivor.rssMegabytes()] as const;
  let before = halfTold();
  try {
    await drive(from, half);
    before = halfTold();
    await drive(from + half, flows - half);
  } catch (error) {
    failures.push(String(error));
  }
  const seconds = (performance.now() - startedAt) / 1000;
  const kills = await killing.end();
  const after = halfTold();
  const wrong = await settled(vendors, from, flows);
  const open = await onStore(databaseUrl, (client) =>
    client.query<{ count: number }>('select count(*)::int as count from effects where finished_at is null'),
  );
  const said = `${flows} flows in ${Math.round(seconds)} s, a worker killed every ${Math.round(everyMs / 1000)} s`;
  return [
    atLeast('kills of a worker in the middle', kills, 1, 'kills', said),
    ...failures.map((failure) => atMost('flows that came to no end', 1, 0, 'trouble', failure)),
    atMost('accounts missing', wrong.accountsMissing, 0, 'flows', null),
    atMost('accounts made twice', wrong.accountsTwice, 0, 'flows', null),
    atMost('mails missing', wrong.mailsMissing, 0, 'flows', null),
    atMost('mails sent twice', wrong.mailsTwice, 0, 'flows', null),
    atMost('deals not placed', wrong.dealsElsewhere, 0, 'flows', null),
    atMost('effects left over', open.rows[0]?.count ?? Number.NaN, 0, 'effects', null),
    under('memory growth of the web node', after[0] - before[0], growthMaxMegabytes, 'MB', overHalf(flows)),
    under(
      'memory growth of the worker that lives',
      after[1] - before[1],
      growthMaxMegabytes,
      'MB',
      overHalf(flows),
    ),
  ];
}

function overHalf(flows: number): string {
  return `over the last ${flows - Math.floor(flows / 2)} flows`;
}

/** Kills a node and starts it again, until it is told to end. */
function killEvery(node: BenchService, everyMs: number) {
  const ending = new AbortController();
  let kills = 0;
  const killOnAndOn = async () => {
    for (;;) {
      await sleep(everyMs, undefined, { signal: ending.signal });
      await node.killAndStart();
      kills += 1;
    }
  };
  const running = killOnAndOn().catch((error: Error) => {
    if (error.name !== 'AbortError') throw error;
  });
  // Told at the end; until then nobody waits for it.
  running.catch(() => undefined);
  return {
    /** @throws Error when the node did not start again @returns how often it was killed */
    end: async () => {
      ending.abort();
      await running;
      return kills;
    },
  };
}

interface Wrong {
  accountsMissing: number;
  accountsTwice: number;
  mailsMissing: number;
  mailsTwice: number;
  dealsElsewhere: number;
}

/** What is wrong outside, once nothing gets better any more. */
async function settled(vendors: Vendors, from: number, count: number): Promise<Wrong> {
  for (const untilMs = Date.now() + settleLimitMs; ; ) {
    const wrong = wrongIn(await callJson<DoneOutside>(`${vendors.url}/done`), from, count);
    if (Object.values(wrong).every((some) => some === 0) || Date.now() > untilMs) return wrong;
    await sleep(1_000);
  }
}

function wrongIn({ accounts, mails, stages }: DoneOutside, from: number, count: number): Wrong {
  const numbers = Array.from({ length: count }, (_, index) => from + index);
  const howMany = (is: (n: number) => boolean) => numbers.filter(is).length;
  return {
    accountsMissing: howMany((n) => accounts[emailOf(n)] === undefined),
    accountsTwice: howMany((n) => (accounts[emailOf(n)] ?? 0) > 1),
    mailsMissing: howMany((n) => mails[emailOf(n)] === undefined),
    mailsTwice: howMany((n) => (mails[emailOf(n)] ?? 0) > 1),
    dealsElsewhere: howMany((n) => stages[n] !== placedStage),
  };
}
