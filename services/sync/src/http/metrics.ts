import { timingSafeEqual } from 'node:crypto';
import express, { type Router } from 'express';
import type { Kysely } from 'kysely';
import { Counter, Gauge, Histogram, Registry } from 'prom-client';
import type { EngineMetrics } from '../engine/engine.ts';
import { countBacklog } from '../store/backlog.ts';
import type { Schema } from '../store/schema.ts';
import { HttpProblem } from './problems.ts';
import { addTokenGauges } from './token-gauges.ts';

/** Figures for operators, in Prometheus' text format. */
export interface Metrics extends EngineMetrics {
  /** What became of a request of Slack (slack-requests.ts). */
  slackRequest(outcome: string): void;
  /** The figures of this moment, as Prometheus reads them. */
  text(): Promise<string>;
  router(token: string | undefined): Router;
}

/** @param db asked for what waits each time the figures are read */
export function createMetrics(db: Kysely<Schema>): Metrics {
  const registry = new Registry();
  const registers = [registry];
  const effectSeconds = new Histogram({
    name: 'passerelle_effect_seconds',
    help: 'How long effects take outside',
    labelNames: ['kind'],
    registers,
  });
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
  addGauges(db, registers);
  addTokenGauges(db, registers);
  return {
    timed: async (kind, work) => {
      const end = effectSeconds.startTimer({ kind });
      try {
        return await work();
      } finally {
        end();
      }
    },
    effectFailed: (kind, word) => effectFailures.inc({ kind, word }),
    slackRequest: (outcome) => slackRequests.inc({ outcome }),
    text: () => registry.metrics(),
    router: (token) => figuresRouter(registry, token),
  };
}

/** Figures that are looked up when they are asked for. */
function addGauges(db: Kysely<Schema>, registers: Registry[]): void {
  new Gauge({
    name: 'passerelle_backlog',
    help: 'Rows that wait: deliveries, effects by state, requests by step',
    labelNames: ['what', 'state'],
    registers,
    async collect() {
      this.reset();
      for (const { what, state, count } of await countBacklog(db)) this.set({ what, state }, count);
    },
  });
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
