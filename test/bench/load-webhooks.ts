/** One interval of load on `URL`, in a process of its own; says what it measured. */
import { createRequire } from 'node:module';
import { dailyChanges } from './webhook-bodies.ts';

/** What one interval came to. */
export interface Load {
  perSecond: number;
  p99Ms: number;
  failures: number;
}

interface Options {
  url: string;
  connections: number;
  duration: number;
  idReplacement: boolean;
  headers: Record<string, string>;
  setupClient(client: { setRequests(requests: Request[]): void }): void;
}
interface Request {
  method: 'POST';
  body: string;
}
interface Result {
  requests: { average: number };
  latency: { p99: number };
  non2xx: number;
  errors: number;
}

const autocannon = createRequire(import.meta.url)('autocannon') as (options: Options) => Promise<Result>;
const { URL: url = '', CONNECTIONS = '1', SECONDS = '3', BASIC = '' } = process.env;
const bodies = dailyChanges(1_000, '[<id>]');
let clients = 0;

const result = await autocannon({
  url,
  connections: Number(CONNECTIONS),
  duration: Number(SECONDS),
  idReplacement: true,
  headers: { 'content-type': 'application/json', authorization: `Basic ${BASIC}` },
  setupClient: (client) => {
    // Each client tells of other records first.
    const start = (clients++ * 37) % bodies.length;
    const turned = [...bodies.slice(start), ...bodies.slice(0, start)];
    client.setRequests(turned.map((body) => ({ method: 'POST', body })));
  },
});
const load: Load = {
  perSecond: result.requests.average,
  p99Ms: result.latency.p99,
  failures: result.non2xx + result.errors,
};
process.stdout.write(`${JSON.stringify(load)}\n`);
