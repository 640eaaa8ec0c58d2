import { createHash } from 'node:crypto';
import type { Kysely } from 'kysely';
import { Gauge, type Registry } from 'prom-client';
import { forecastTokens } from '#core/token-forecast.ts';
import type { Schema } from '../../store/schema.ts';
import { readTokenDays } from '../../store/token-budget.ts';
import { sharedReading } from './shared-reading.ts';

/** Figures of today's tokens of Pipedrive, looked up when they are asked for. */
export function addTokenFigures(registers: Registry[], db: Kysely<Schema>): void {
  const reading = sharedReading(async () => [
    ...(await readTokenDays(db, new Date().toISOString().slice(0, 10))),
  ]);
  const days = async () =>
    ((await reading()) ?? []).map(([companyId, day]) => ({ company: digestOf(companyId), day }));
  new Gauge({
    name: 'passerelle_tokens',
    help: 'Tokens of the day: the allowance, and what is left of it; by a digest of the company’s number',
    labelNames: ['company', 'what'],
    registers,
    async collect() {
      this.reset();
      for (const { company, day } of await days()) {
        this.set({ company, what: 'allowance' }, day.allowance);
        this.set({ company, what: 'left' }, day.left);
      }
    },
  });
  new Gauge({
    name: 'passerelle_tokens_spent',
    help: 'Tokens spent today, by what they were for',
    labelNames: ['company', 'purpose'],
    registers,
    async collect() {
      this.reset();
      for (const { company, day } of await days())
        for (const [purpose, spent] of Object.entries(day.by)) this.set({ company, purpose }, spent);
    },
  });
  new Gauge({
    name: 'passerelle_tokens_stop_timestamp_seconds',
    help: 'When what waits for the next day, at the pace of the last two hours; "person" is the end of the tokens',
    labelNames: ['company', 'purpose'],
    registers,
    async collect() {
      this.reset();
      for (const { company, day } of await days())
        for (const { purpose, at } of forecastTokens(day, new Date().toISOString()))
          this.set({ company, purpose }, Date.parse(at) / 1_000);
    },
  });
}

/** Figures are shown on walls: a company is told apart there, not named. `printf 7001 | sha256sum` finds it. */
function digestOf(companyId: string): string {
  return createHash('sha256').update(companyId).digest('hex').slice(0, 8);
}
