import { timingSafeEqual } from 'node:crypto';
import express, { type RequestHandler, type Router } from 'express';
import type { Kysely } from 'kysely';
import { Counter, Gauge, Histogram, Registry } from 'prom-client';
import type { EngineMetrics } from '../engine/engine.ts';
import type { Schema } from '../store/schema.ts';
import { addStoreFigures } from './metrics/store-figures.ts';
import { addTokenFigures } from './metrics/token-figures.ts';
import { statusClass, timeVendorCalls } from './metrics/vendor-calls.ts';
import { HttpProblem } from './problems.ts';

/** Figures for operators, in Prometheus' text format; docs/observation.md explains each. */
export interface Metrics extends EngineMetrics {
  /** What became of a request of Slack (slack-requests.ts). */
  slackRequest(outcome: string): void;
  /** What became of a recorded delivery. */
  deliveryRouted(source: string, outcome: string): void;
  /** Times the door of those who call us: `source` is the vendor. */
  timesDoor(source: string): RequestHandler;
  router(token: string | undefined): Router;
  /** Listens to nothing any more. */
  close(): void;
}

export interface MetricsOptions {
  /** Asked for what waits when the figures are read, every few seconds at most. */
  db: Kysely<Schema>;
  /** The node, as it tells itself. */
  node: { version: string; role: string };
  /** Whose trouble an effect of this kind would be. */
  vendorOf(kind: string): string;
}

/** Calls end within 10 seconds, or are given up. */
const callBuckets = [0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30];
/** Pipedrive waits 10 seconds for an answer, Slack 3. */
const doorBuckets = [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 3, 10];

export function createMetrics(options: MetricsOptions): Metrics {
  const registry = new Registry();
  const registers = [registry];
  const effectSeconds = new Histogram({
    name: 'passerelle_effect_seconds',
    help: 'How long effects take outside',
    labelNames: ['kind'],
    buckets: callBuckets,
    registers,
  });
  const webhookSeconds = new Histogram({
    name: 'passerelle_webhook_seconds',
    help: 'How long the doors of vendors take to answer',
    labelNames: ['source', 'status'],
    buckets: doorBuckets,
    registers,
  });
  const callSeconds = new Histogram({
    name: 'passerelle_vendor_call_seconds',
    help: 'How long calls to vendors take, by the class of the answer',
    labelNames: ['vendor', 'status'],
    buckets: callBuckets,
    registers,
  });
  const counters = countersIn(registers);
  addStoreFigures(registers, options);
  addTokenFigures(registers, options.db);
  addNodeFigures(registers, options.node);
  return {
    timed: async (kind, work) => {
      const end = effectSeconds.startTimer({ kind });
      try {
        return await work();
      } finally {
        end();
      }
    },
    effectFailed: (kind, word) => counters.effectFailures.inc({ kind, word }),
    slackRequest: (outcome) => counters.slackRequests.inc({ outcome }),
    deliveryRouted: (source, outcome) => counters.deliveries.inc({ source, outcome }),
    timesDoor: (source) => (_request, response, next) => {
      const end = webhookSeconds.startTimer({ source });
      response.once('close', () => end({ status: statusClass(response.statusCode) }));
      next();
    },
    router: (token) => figuresRouter(registry, token),
    close: timeVendorCalls(callSeconds),
  };
}

function countersIn(registers: Registry[]) {
  const effectFailures = new Counter({
    name: 'passerelle_effect_failures_total',
    help: 'Tries of effects that failed, by who must act',
    labelNames: ['kind', 'word'],
    registers,
  });
  const slackRequests = new Counter({
    name: 'passerelle_slack_requests_total',
    help: 'Requests of Slack: taken, or why they were refused or led to nothing',
    labelNames: ['outcome'],
    registers,
  });
  const deliveries = new Counter({
    name: 'passerelle_deliveries_total',
    help: 'Recorded deliveries that this node routed, by what became of them',
    labelNames: ['source', 'outcome'],
    registers,
  });
  return { effectFailures, slackRequests, deliveries };
}

function addNodeFigures(registers: Registry[], { version, role }: MetricsOptions['node']): void {
  const info = new Gauge({
    name: 'passerelle_node_info',
    help: 'Always 1: which release this node runs, in which role, on which Node',
    labelNames: ['version', 'role', 'node'],
    registers,
  });
  info.set({ version, role, node: process.versions.node }, 1);
  const startedAt = new Gauge({
    name: 'process_start_time_seconds',
    help: 'When this process started, in seconds since 1970',
    registers,
  });
  startedAt.set(Math.round(performance.timeOrigin / 1000));
  new Gauge({
    name: 'process_resident_memory_bytes',
    help: 'Memory of this process',
    registers,
    collect() {
      this.set(process.memoryUsage.rss());
    },
  });
}

function figuresRouter(registry: Registry, token: string | undefined): Router {
  const router = express.Router();
  router.get('/', async (request, response) => {
    if (token !== undefined && !sameText(request.headers.authorization ?? '', `Bearer ${token}`))
      throw forbidden();
    response.type(registry.contentType).send(await registry.metrics());
  });
  return router;
}

function sameText(given: string, expected: string): boolean {
  const a = Buffer.from(given);
  const b = Buffer.from(expected);
  return a.length === b.length && timingSafeEqual(a, b);
}

function forbidden(): HttpProblem {
  return new HttpProblem(
    401,
    { fr: 'Jeton des mesures incorrect', en: 'Wrong metrics token' },
    {
      fr: 'Envoyez « Authorization: Bearer » avec METRICS_TOKEN.',
      en: 'Send “Authorization: Bearer” with METRICS_TOKEN.',
    },
  );
}
