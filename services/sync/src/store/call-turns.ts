import { type Kysely, type RawBuilder, sql } from 'kysely';
import type { CallTurns } from '#core/model/call-turns.ts';
import type { Schema } from './schema.ts';

/**
 * One line for all nodes: each turn is one statement on one row, by the store's clock. For vendors that take a few calls
 * a second, which cannot be cut into parts of nodes (call-leases.ts is for those that take many).
 *
 * @param companyId whose allowance it is, asked at each call
 * @param vendor what its lanes begin with
 */
export function createSharedTurns(
  db: Kysely<Schema>,
  companyId: () => string,
  vendor: 'slack' | 'helpscout',
): CallTurns {
  const place = (lane: string) => ({ company: companyId(), name: `${vendor} ${lane}` });
  return {
    async take(lane, { gapMs, burst }, { weight = 1, notBeforeMs = 0, waitMaxMs }) {
      const { company, name } = place(lane);
      const credit = ms((burst - 1) * gapMs);
      const cost = ms(weight * gapMs);
      const from = sql`now() + ${ms(notBeforeMs)}`;
      const whole = sql`greatest(turns.free_at, ${from})`;
      const taken = await sql<{ waitMs: number }>`
        insert into call_turns as turns (company, lane, free_at) values (${company}, ${name}, ${from} + ${cost})
        on conflict (company, lane) do update set free_at = ${whole} + ${cost}
          where ${whole} - ${credit} <= now() + ${ms(waitMaxMs)}
        returning ${inMs(sql`turns.free_at - ${cost} - ${credit} - now()`)} as "waitMs"`.execute(db);
      const mine = taken.rows[0];
      if (mine) return Math.max(notBeforeMs, mine.waitMs);
      const { rows } = await sql<{ waitMs: number }>`
        select ${inMs(sql`free_at - ${credit} - now()`)} as "waitMs" from call_turns
        where company = ${company} and lane = ${name}`.execute(db);
      return Math.max(waitMaxMs + 1, rows[0]?.waitMs ?? 0);
    },
    async hold(lane, { gapMs, burst }, pauseMs) {
      const { company, name } = place(lane);
      await sql`
        update call_turns set free_at = greatest(free_at, now() + ${ms(pauseMs + (burst - 1) * gapMs)})
        where company = ${company} and (lane = ${name} or starts_with(lane, ${`${name} `}))`.execute(db);
    },
  };
}

function ms(count: number): RawBuilder<unknown> {
  return sql`${count}::float8 * interval '1 ms'`;
}

function inMs(interval: RawBuilder<unknown>): RawBuilder<unknown> {
  return sql`(extract(epoch from ${interval}) * 1000)::float8`;
}
