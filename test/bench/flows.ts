import { setTimeout as sleep } from 'node:timers/promises';
import type { BenchService, Vendors } from './bench-service.ts';
import { bareFlows, countsOf, type DriveFlows, serviceFlows } from './drive-flows.ts';
import { atLeast, type Figure, median, medianRatio, told, under } from './figure.ts';
import { startScript } from './script-process.ts';
import { readStoreUse } from './store-figures.ts';

const rounds = 5;
/** So many that beginning and end of a round weigh little. */
const flowsPerRound = 1_500;
/** Both sides run as they do after a while: compiled, with warm connections. */
const warmUpFlows = 600;
const memoryFlows = { first: 9_000, last: 19_000, step: 500 };
const memoryLimitMs = 200_000;
/** Garbage of the last moment is no growth. */
const settleMs = 3_000;
const growthMaxMegabytes = 20;

/**
 * Complete accept flows per second beside a bare script, then the service's memory after many of them, and what each
 * costs in tokens and in bytes.
 */
export async function benchFlows(
  service: BenchService,
  vendors: Vendors,
  databaseUrl: string,
): Promise<Figure[]> {
  const bare = await startScript<{ url: string }>('bare-flows.ts', {
    VENDORS_URL: vendors.url,
    SMTP_URL: vendors.smtpUrl,
  });
  const ours = counted(serviceFlows(service.url, vendors), vendors);
  const theirs = counted(bareFlows(bare.said.url), vendors);
  await ours.drive(warmUpFlows);
  await theirs.drive(warmUpFlows);
  for (let round = 0; round < rounds; round += 1) {
    await ours.drive(flowsPerRound);
    await theirs.drive(flowsPerRound);
  }
  await bare.stop();
  const [rates, bareRates] = [ours.rates(), theirs.rates()];
  const said = `${Math.round(median(rates))}/s of bare ${Math.round(median(bareRates))}/s`;
  const difference = Math.abs(ours.calls() - theirs.calls());
  return [
    told('accept flows', median(rates), 'a second', `bare ${Math.round(median(bareRates))}/s`),
    atLeast('accept flows, ratio', medianRatio(rates, bareRates), 0.3, 'of bare', said),
    under(
      'accept flows, difference in vendor calls',
      difference,
      0.2,
      'calls a flow',
      `${ours.calls()}, bare ${theirs.calls()}`,
    ),
    ...(await afterManyFlows(service, ours, databaseUrl)),
  ];
}

async function afterManyFlows(
  service: BenchService,
  { drive, begun }: ReturnType<typeof counted>,
  databaseUrl: string,
): Promise<Figure[]> {
  await drive(memoryFlows.first - begun());
  await sleep(settleMs);
  const first = service.rssMegabytes();
  const usedBefore = await readStoreUse(databaseUrl);
  const untilMs = Date.now() + memoryLimitMs;
  while (begun() < memoryFlows.last && Date.now() < untilMs) await drive(memoryFlows.step);
  await sleep(settleMs);
  const last = service.rssMegabytes();
  const said = `${Math.round(last)} MB after ${begun()}, ${Math.round(first)} MB after ${memoryFlows.first}`;
  const used = await readStoreUse(databaseUrl);
  const flows = begun() - memoryFlows.first;
  const over = `over ${flows} flows`;
  return [
    under('memory growth over 10,000 flows', last - first, growthMaxMegabytes, 'MB', said),
    told('tokens of Pipedrive', (used.tokens - usedBefore.tokens) / flows, 'a flow', over),
    told('store at rest', (used.bytes - usedBefore.bytes) / flows / 1024, 'kB a flow', over),
  ];
}

/** Persons of the webhook benchmark have numbers below. */
const firstNumber = 100_000;
let nextNumber = firstNumber;

function counted(driveFlows: DriveFlows, vendors: Vendors) {
  const rates: number[] = [];
  let flows = 0;
  let calls = 0;
  return {
    async drive(count: number): Promise<void> {
      const before = await totalCalls(vendors);
      rates.push(await driveFlows(nextNumber, count));
      nextNumber += count;
      flows += count;
      calls += (await totalCalls(vendors)) - before;
    },
    begun: () => flows,
    /** The first run warms up. */
    rates: () => rates.slice(1, 1 + rounds),
    calls: () => Math.round((calls / flows) * 100) / 100,
  };
}

async function totalCalls(vendors: Vendors): Promise<number> {
  return Object.values(await countsOf(vendors)).reduce((sum, each) => sum + each, 0);
}
