import { type BenchService, basic } from './bench-service.ts';
import { atLeast, type Figure, median, medianRatio, under } from './figure.ts';
import type { Load } from './load-webhooks.ts';
import { runScript, startScript } from './script-process.ts';

const connectionCounts = [1, 10, 50];
const rounds = 3;
const seconds = 5;
/** Both sides run as they do after a while: compiled, with warm connections. */
const warmUpConnections = 10;

/** Accepted webhooks per second, beside a bare endpoint on the same PostgreSQL. */
export async function benchWebhooks(service: BenchService, bareDatabaseUrl: string): Promise<Figure[]> {
  const bare = await startScript<{ url: string }>('bare-webhooks.ts', {
    DATABASE_URL: bareDatabaseUrl,
    BASIC: basic,
  });
  try {
    for (const url of [service.url, bare.said.url]) await load(url, warmUpConnections);
    const figures: Figure[] = [];
    for (const connections of connectionCounts) {
      figures.push(...(await compare(service.url, bare.said.url, connections)));
    }
    return figures;
  } finally {
    await bare.stop();
  }
}

async function compare(serviceUrl: string, bareUrl: string, connections: number): Promise<Figure[]> {
  const ours: Load[] = [];
  const theirs: Load[] = [];
  for (let round = 0; round < rounds; round += 1) {
    ours.push(await load(serviceUrl, connections));
    theirs.push(await load(bareUrl, connections));
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
    ...(connections === 10 ? [under(`webhooks p99 ${at}`, p99, 100, 'ms', `bare ${bareP99} ms`)] : []),
    ...(failures > 0 ? [under(`webhooks refused ${at}`, failures, 1, 'answers', null)] : []),
  ];
}

function load(url: string, connections: number): Promise<Load> {
  const variables = { CONNECTIONS: String(connections), SECONDS: String(seconds), BASIC: basic };
  return runScript('load-webhooks.ts', { URL: `${url}/webhooks/pipedrive`, ...variables });
}
