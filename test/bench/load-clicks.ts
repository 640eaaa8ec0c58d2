/** Signed clicks on `URL`, each once, as fast as they are acknowledged, in a process of its own; says what it measured. */
import { createHmac } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { type Click, payloadOf } from './click-payloads.ts';
import type { Load } from './load-webhooks.ts';

interface Request {
  method: 'POST';
  body: string;
  headers: Record<string, string>;
}
interface Options {
  url: string;
  connections: number;
  amount: number;
  setupClient(client: {
    setRequests(requests: { setupRequest(request: Request): Request }[]): void;
    on(event: 'request' | 'response', heard: () => void): void;
  }): void;
}
interface Result {
  latency: { p99: number };
  '2xx': number;
  non2xx: number;
  errors: number;
}

/** What clicking came to, beside the figures of any load. */
export interface ClickLoad extends Load {
  acknowledged: number;
  /** By the clock of the machine, in ms. */
  startedAtMs: number;
}

const autocannon = createRequire(import.meta.url)('autocannon') as (options: Options) => Promise<Result>;
const { URL: url = '', CONNECTIONS = '1', SECRET = '', CLICKS = '' } = process.env;
const connections = Number(CONNECTIONS);
const clicks = JSON.parse(readFileSync(CLICKS, 'utf8')) as Click[];
// Signed before: the sender costs as little as it can.
const requests = clicks.map((click, n) => signed(payloadOf(click, n)));
let clients = 0;
let [startedAtMs, endedAtMs] = [0, 0];

const result = await autocannon({
  url,
  connections,
  amount: requests.length,
  setupClient: (client) => {
    const own = clients++;
    const next = requests.filter((_, n) => n % connections === own).values();
    client.setRequests([{ setupRequest: (request) => ({ ...request, ...next.next().value }) }]);
    client.on('request', () => {
      startedAtMs ||= Date.now();
    });
    client.on('response', () => {
      endedAtMs = Date.now();
    });
  },
});
const load: ClickLoad = {
  perSecond: (result['2xx'] / (endedAtMs - startedAtMs)) * 1000,
  p99Ms: result.latency.p99,
  failures: result.non2xx + result.errors,
  acknowledged: result['2xx'],
  startedAtMs,
};
process.stdout.write(`${JSON.stringify(load)}\n`);

function signed(payload: object): Request {
  const body = `payload=${encodeURIComponent(JSON.stringify(payload))}`;
  const timestamp = String(Math.floor(Date.now() / 1000));
  const signature = createHmac('sha256', SECRET).update(`v0:${timestamp}:${body}`).digest('hex');
  return {
    method: 'POST',
    body,
    headers: {
      'content-type': 'application/x-www-form-urlencoded',
      'x-slack-request-timestamp': timestamp,
      'x-slack-signature': `v0=${signature}`,
    },
  };
}
