import { Gauge, type Registry } from 'prom-client';
import { type Backlog, countsOf, readBacklog } from '../../store/backlog.ts';
import type { MetricsOptions } from '../metrics.ts';
import { sharedReading } from './shared-reading.ts';

type Sources = Pick<MetricsOptions, 'db' | 'vendorOf'>;
type Reading = () => Promise<Backlog | null>;

/** Figures that are looked up when they are asked for. Without the store those of this node are still answered. */
export function addStoreFigures(registers: Registry[], { db, vendorOf }: Sources): void {
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
