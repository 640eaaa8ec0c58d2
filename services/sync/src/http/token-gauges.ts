import type { Kysely } from 'kysely';
import { Gauge, type Registry } from 'prom-client';
import { forecastTokens } from '#core/token-forecast.ts';
import type { Schema } from '../store/schema.ts';
import { readTokenDays, type SpentDay } from '../store/token-budget.ts';

/** Figures of today's tokens of Pipedrive, looked up when they are asked for. */
export function addTokenGauges(db: Kysely<Schema>, registers: Registry[]): void {
  const days = () => readTokenDays(db, new Date().toISOString().slice(0, 10));
  new Gauge({
    name: 'passerelle_tokens',
    help: 'Tokens of the day: the allowance, and what is left of it',
    labelNames: ['company', 'what'],
    registers,
    async collect() {
      this.reset();
      for (const [company, { allowance, left }] of await days()) {
        this.set({ company, what: 'allowance' }, allowance);
        this.set({ company, what: 'left' }, left);
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
      for (const [company, { by }] of await days())
        for (const [purpose, spent] of Object.entries(by)) this.set({ company, purpose }, spent);
    },
  });
  new Gauge({
    name: 'passerelle_tokens_stop_timestamp_seconds',
    help: 'When what waits for the next day, at the pace of the last two hours; "person" is the end of the tokens',
    labelNames: ['company', 'purpose'],
    registers,
    async collect() {
      this.reset();
      for (const [company, day] of await days())
        for (const { purpose, at } of stopsOf(day)) this.set({ company, purpose }, Date.parse(at) / 1_000);
    },
  });
}

function stopsOf(day: SpentDay) {
  return forecastTokens(day, new Date().toISOString());
}
