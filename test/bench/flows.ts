import { setTimeout as sleep } from 'node:timers/promises';
import type { BenchService, Vendors } from './bench-service.ts';
import { bareFlows, countsOf, type DriveFlows, serviceFlows } from './drive-flows.ts';
import { atLeast, type Figure, median, under } from './figure.ts';
import { startScript } from './script-process.ts';

const rounds = 3;
const flowsPerRound = 300;
const warmUpFlows = 100;
const memoryFlows = { first: 2_000, last: 10_000 };
/** Garbage of the last moment is no growth. */
const settleMs = 3_000;
const growthMaxMegabytes = 20;

/** Complete accept flows per second beside a bare script, then the service's memory after many of them. */
export async function benchFlows(service: BenchService, vendors: Vendors): Promise<Figure[]> {
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
  const [rate, bareRate] = [ours.rate(), theirs.rate()];
  const said = `${Math.round(rate)}/s of bare ${Math.round(bareRate)}/s, ${ours.calls()} vendor calls a flow`;
  const difference = Math.abs(ours.calls() - theirs.calls());
  return [
    atLeast('accept flows, ratio', rate / bareRate, 0.3, 'of bare', said),
    under(
      'accept flows, difference in vendor calls',
      difference,
      0.2,
      'calls a flow',
      `bare ${theirs.calls()}`,
    ),
    ...(await memoryAfterFlows(service, ours)),
  ];
}

async function memoryAfterFlows(
  service: BenchService,
  { drive, begun }: ReturnType<typeof counted>,
): Promise<Figure[]> {
  await drive(memoryFlows.first - begun());
  await sleep(settleMs);
  const first = service.rssMegabytes();
  await drive(memoryFlows.last - begun());
  await sleep(settleMs);
  const last = service.rssMegabytes();
  const said = `${Math.round(last)} MB after 10,000, ${Math.round(first)} MB after 2,000`;
  return [under('memory growth from 2,000 to 10,000 flows', last - first, growthMaxMegabytes, 'MB', said)];
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
    rate: () => median(rates.slice(1, 1 + rounds)),
    calls: () => Math.round((calls / flows) * 100) / 100,
  };
}

async function totalCalls(vendors: Vendors): Promise<number> {
  return Object.values(await countsOf(vendors)).reduce((sum, each) => sum + each, 0);
}
