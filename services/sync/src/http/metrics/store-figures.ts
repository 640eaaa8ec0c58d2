import { createHash } from 'node:crypto';
import { Gauge, type Registry } from 'prom-client';
import { type Backlog, countsOf, readBacklog } from '../../store/backlog.ts';
import type { MetricsOptions } from '../metrics.ts';

type Sources = Pick<MetricsOptions, 'db' | 'vendorOf' | 'tokensLeft'>;
type Reading = () => Promise<Backlog | null>;

/** However many ask, the store is read once in so long. */
const freshMs = 3_000;

/** Figures that are looked up when they are asked for. Without the store those of this node are still answered. */
export function addStoreFigures(registers: Registry[], { db, vendorOf, tokensLeft }: Sources): void {
  const reading = sharedReading(() => readBacklog(db));
  new Gauge({
    name: 'passerelle_store_up',
    help: '1 when the store answered, 0 when not: then nothing is told of what waits',
    registers,
    async collect() {
      this.set((await reading()) === null ? 0 : 1);
    },
  });
  addBacklog(registers, reading);
  addEffects(registers, reading, vendorOf);
  addDue(registers, reading);
  new Gauge({
    name: 'passerelle_pipedrive_tokens_left',
    help: 'What is left today of the tokens of Pipedrive, by a digest of the company’s number',
    labelNames: ['company'],
    registers,
    collect() {
      this.reset();
      for (const { companyId, left } of tokensLeft()) this.set({ company: digestOf(companyId) }, left);
    },
  });
}

function addBacklog(registers: Registry[], reading: Reading): void {
  new Gauge({
    name: 'passerelle_backlog',
    help: 'Rows that wait: deliveries, effects by state, requests by step',
    labelNames: ['what', 'state'],
    registers,
    async collect() {
      const found = await reading();
      this.reset();
      for (const { what, state, count } of found ? countsOf(found) : []) this.set({ what, state }, count);
    },
  });
}

function addEffects(registers: Registry[], reading: Reading, vendorOf: Sources['vendorOf']): void {
  new Gauge({
    name: 'passerelle_effects',
    help: 'Effects that are not over, and dead letters',
    labelNames: ['vendor', 'kind', 'state'],
    registers,
    async collect() {
      const found = await reading();
      this.reset();
      for (const { kind, state, count } of found?.effects ?? [])
        this.set({ vendor: vendorOf(kind), kind, state }, count);
    },
  });
}

function addDue(registers: Registry[], reading: Reading): void {
  new Gauge({
    name: 'passerelle_due',
    help: 'What should have begun by now',
    labelNames: ['queue', 'kind'],
    registers,
    async collect() {
      const found = await reading();
      this.reset();
      for (const { queue, kind, count } of found?.due ?? []) this.set({ queue, kind }, count);
    },
  });
  new Gauge({
    name: 'passerelle_oldest_due_seconds',
    help: 'For how long the oldest of what should have begun by now has been waiting',
    labelNames: ['queue', 'kind'],
    registers,
    async collect() {
      const found = await reading();
      this.reset();
      for (const { queue, kind, oldestSeconds } of found?.due ?? []) this.set({ queue, kind }, oldestSeconds);
    },
  });
}

/** One reading for all who ask at about the same time; null when the store does not answer. */
function sharedReading(read: () => Promise<Backlog>): Reading {
  let last: { at: number; reading: Promise<Backlog | null> } | undefined;
  return () => {
    if (!last || performance.now() - last.at > freshMs)
      last = { at: performance.now(), reading: read().catch(() => null) };
    return last.reading;
  };
}

/** Figures are shown on walls: a company is told apart there, not named. `printf 7001 | sha256sum` finds it. */
function digestOf(companyId: string): string {
  return createHash('sha256').update(companyId).digest('hex').slice(0, 8);
}
