import { type BenchService, basic } from './bench-service.ts';
import { atLeast, type Figure, median, medianRatio, told, under } from './figure.ts';
import type { Load } from './load-webhooks.ts';
import { runScript, startScript } from './script-process.ts';
import { commitsPerSecond } from './store-figures.ts';

const connectionCounts = [1, 10, 50];
const rounds = 3;
const seconds = 5;
/** The store of the bench takes 60 connections, those of the service and of bare among them. */
const commitConnectionsMax = 20;
/** Both sides run as they do after a while: compiled, with warm connections. */
const warmUpConnections = 10;

/** Accepted webhooks per second, beside a bare endpoint and beside bare commits on the same PostgreSQL. */
export async function benchWebhooks(service: BenchService, databaseUrl: string): Promise<Figure[]> {
  const bare = await startScript<{ url: string }>('bare-webhooks.ts', {
    DATABASE_URL: databaseUrl,
    BASIC: basic,
  });
  try {
    for (const url of [service.url, bare.said.url]) await loadWebhooks(url, warmUpConnections);
    const figures: Figure[] = [];
    for (const connections of connectionCounts) {
      figures.push(...(await compare(service.url, { url: bare.said.url, databaseUrl }, connections)));
    }
    return figures;
  } finally {
    await bare.stop();
  }
}

/** A bare endpoint, and the store it writes to. */
interface Bare {
  url: string;
  databaseUrl: string;
}

async function compare(serviceUrl: string, bare: Bare, connections: number): Promise<Figure[]> {
  const ours: Load[] = [];
  const theirs: Load[] = [];
  const commits: number[] = [];
  for (let round = 0; round < rounds; round += 1) {
    ours.push(await loadWebhooks(serviceUrl, connections));
    theirs.push(await loadWebhooks(bare.url, connections));
    commits.push(
      await commitsPerSecond(bare.databaseUrl, Math.min(connections, commitConnectionsMax), seconds),
    );
  }
  const rates = ours.map(({ perSecond }) => perSecond);
  const bareRates = theirs.map(({ perSecond }) => perSecond);
  const p99 = median(ours.map(({ p99Ms }) => p99Ms));
  const bareP99 = median(theirs.map(({ p99Ms }) => p99Ms));
  const failures = ours.reduce((sum, each) => sum + each.failures, 0);
  const at = `at ${connections} connections`;
  const said = `${Math.round(median(rates))}/s of bare ${Math.round(median(bareRates))}/s`;
  return [
    atLeast(`webhooks accepted ${at}, ratio`, medianRatio(rates, bareRates), 0.6, 'of bare', said),
    told(
      `webhooks accepted ${at}, ratio`,
      medianRatio(rates, commits),
      'of what the store commits',
      `${Math.round(median(rates))}/s of ${Math.round(median(commits))} commits/s of one row`,
    ),
    ...(connections === 10 ? [under(`webhooks p99 ${at}`, p99, 100, 'ms', `bare ${bareP99} ms`)] : []),
    ...(failures > 0 ? [under(`webhooks refused ${at}`, failures, 1, 'answers', null)] : []),
  ];
}

/** Daily changes from so many connections at once, for five seconds. */
export function loadWebhooks(url: string, connections: number): Promise<Load> {
  const variables = { CONNECTIONS: String(connections), SECONDS: String(seconds), BASIC: basic };
  return runScript('load-webhooks.ts', { URL: `${url}/webhooks/pipedrive`, ...variables });
}
