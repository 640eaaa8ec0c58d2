import { createReadStream } from 'node:fs';
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { setTimeout as sleep } from 'node:timers/promises';
import type pg from 'pg';
import { type BenchService, basic, startBenchService, type Vendors } from './bench-service.ts';
import { type BenchStore, temporaryFolder } from './bench-store.ts';
import { atLeast, atMost, type Figure, told, under } from './figure.ts';
import type { Arrivals } from './load-overload.ts';
import { runScript } from './script-process.ts';
import { onStore } from './store-figures.ts';
import { companyId } from './webhook-bodies.ts';
import { loadWebhooks } from './webhooks.ts';

/** What the node can do is what so many connections get out of it. */
const capacityConnections = 50;
const timesTooMuch = 4;
/** More than can wait at the door. */
const connections = 2_000;
const p99MaxMs = 1_000;
const calmConnections = 10;
const calmP99MaxMs = 100;
const recoveryMaxSeconds = 60;
const drainLimitMs = 20 * 60_000;

/**
 * Four times the webhooks that the node can take, for some minutes: what it acknowledged is in the store, those it took
 * were answered in time, the rest was sent away until later; and how it recovers.
 */
export async function benchOverload(vendors: Vendors, store: BenchStore, minutes: number): Promise<Figure[]> {
  const databaseUrl = await store.create('overload');
  const service = await startBenchService(vendors, { databaseUrl }, { variables: { LOG_LEVEL: 'error' } });
  const folder = await temporaryFolder();
  try {
    return await overloaded(service, databaseUrl, { minutes, acknowledged: join(folder, 'acknowledged') });
  } finally {
    await service.stop();
    await rm(folder, { recursive: true, force: true });
  }
}

async function overloaded(
  service: BenchService,
  databaseUrl: string,
  { minutes, acknowledged }: { minutes: number; acknowledged: string },
): Promise<Figure[]> {
  await loadWebhooks(service.url, capacityConnections);
  const { perSecond: capacity } = await loadWebhooks(service.url, capacityConnections);
  const restMegabytes = service.rssMegabytes();
  const arrivals = await runScript<Arrivals>('load-overload.ts', {
    URL: `${service.url}/webhooks/pipedrive`,
    BASIC: basic,
    CONNECTIONS: String(connections),
    RATE: String(capacity * timesTooMuch),
    SECONDS: String(minutes * 60),
    ACKNOWLEDGED: acknowledged,
  });
  const megabytes = service.rssMegabytes();
  const recovery = await secondsToRecover(service);
  return onStore(databaseUrl, async (client) => {
    const lost = await missing(client, acknowledged);
    const drain = await secondsToDrain(client);
    const failed = await countIn(client, 'failed');
    return figuresOf({ capacity, seconds: minutes * 60, arrivals, recovery, lost, drain, failed }).concat(
      told('memory after it', megabytes, 'MB', `${Math.round(restMegabytes)} MB before`),
    );
  });
}

interface Seen {
  capacity: number;
  seconds: number;
  arrivals: Arrivals;
  recovery: number;
  lost: number;
  drain: number;
  failed: number;
}

function figuresOf({ capacity, seconds, arrivals, recovery, lost, drain, failed }: Seen): Figure[] {
  const { arrived, acknowledged, sentAway, noConnection, p99Ms, longestMs } = arrivals;
  const offered = arrived / seconds;
  const each = [
    `${acknowledged} taken`,
    `${sentAway} sent away`,
    `${noConnection} found no connection free`,
    `${arrivals.failed} failed`,
  ].join(', ');
  return [
    told('webhooks the node can take', capacity, 'a second', `${capacityConnections} connections`),
    atLeast('webhooks that arrived', offered / capacity, timesTooMuch * 0.95, 'of that', each),
    told('webhooks taken under overload', acknowledged / seconds / capacity, 'of what it can take', null),
    atMost('acknowledged, and not in the store', lost, 0, 'webhooks', `of ${acknowledged}`),
    under('p99 of those taken', p99Ms, p99MaxMs, 'ms', `longest ${longestMs} ms`),
    under('until all is as before', recovery, recoveryMaxSeconds, 's', `p99 below ${calmP99MaxMs} ms`),
    atMost('deliveries that could not be routed', failed, 0, 'deliveries', null),
    told('until all taken was routed', drain, 's', null),
  ];
}

/** From the end of the overload until somebody calm notices nothing any more. */
async function secondsToRecover({ url }: BenchService): Promise<number> {
  const startedAt = performance.now();
  for (;;) {
    const { p99Ms, failures } = await loadWebhooks(url, calmConnections);
    const seconds = (performance.now() - startedAt) / 1000;
    if ((p99Ms < calmP99MaxMs && failures === 0) || seconds > recoveryMaxSeconds) return seconds;
  }
}

const together = 20_000;

/** How many of those acknowledged are not there. */
async function missing(client: pg.Client, path: string): Promise<number> {
  let lost = 0;
  let some: number[] = [];
  const look = async () => {
    const found = await client.query<{ count: number }>(
      `select count(*)::int as count from unnest($1::int[]) as n where not exists (
        select 1 from deliveries where source = 'pipedrive-webhook' and key = $2::text || ':over-' || n || ':1')`,
      [some, companyId],
    );
    lost += found.rows[0]?.count ?? 0;
    some = [];
  };
  for await (const line of createInterface(createReadStream(path))) {
    some.push(Number(line));
    if (some.length === together) await look();
  }
  await look();
  return lost;
}

async function secondsToDrain(client: pg.Client): Promise<number> {
  const startedAt = performance.now();
  const untilMs = startedAt + drainLimitMs;
  while ((await countIn(client, 'recorded')) > 0 && performance.now() < untilMs) await sleep(500);
  return (performance.now() - startedAt) / 1000;
}

async function countIn(client: pg.Client, state: 'recorded' | 'failed'): Promise<number> {
  const found = await client.query<{ count: number }>(
    'select count(*)::int as count from deliveries where state = $1',
    [state],
  );
  return found.rows[0]?.count ?? Number.NaN;
}
