import { sql } from 'kysely';
import type { EffectKind } from '#core/effects.ts';
import { OutsideError, type Vendor } from '#sync/connectors/errors.ts';
import { inStaffWords } from '#sync/connectors/failure-words.ts';
import type { EffectHandlers } from '#sync/effect-handlers/handler.ts';
import type { EngineDependencies } from '#sync/engine/engine.ts';
import { runInstance } from '#sync/engine/run-instance.ts';
import { createVendorHealth } from '#sync/engine/vendor-health.ts';
import type { Database } from '#sync/store/database.ts';
import { retryTroubledNow } from '#sync/store/effects.ts';
import { aCompany } from './account-request-samples.ts';
import { conversationEffectSamples } from './conversation-effect-samples.ts';
import { effectSamples } from './effect-samples.ts';
import { engineOn, ownLocks } from './engine-on-store.ts';

/** A node whose clock is turned by hand, and whose vendors are up or down. */
export interface NodeInTime {
  engine: EngineDependencies;
  /** What got through to a vendor, in order. */
  done: { kind: EffectKind; instanceId: string }[];
  /** How often a vendor that was down was called. */
  refusedCount(): number;
  down(vendor: Vendor): void;
  up(): void;
  /** Carries out what is due of these. */
  run(instanceIds: readonly string[]): Promise<void>;
  /** Lets so much time go by, and carries out whatever becomes due, when it does. */
  passes(ms: number, instanceIds: readonly string[]): Promise<void>;
}

const vendorOf = (kind: string): Vendor => {
  if (kind === 'send-email') return 'mail';
  if (kind in conversationEffectSamples) return 'helpscout';
  return /admin-account$/.test(kind) ? 'accounts' : 'pipedrive';
};

/** What becomes due within this is carried out together, a little late: a day has some hundred such steps. */
const grainMs = 600_000;

export function nodeInTime(database: Database): NodeInTime {
  let nowMs = Date.parse('2026-05-27T08:00:00Z');
  let away: Vendor | null = null;
  let refused = 0;
  const done: NodeInTime['done'] = [];
  const found: string[][] = [];
  const kinds = Object.keys(effectSamples);
  const base = engineOn(database, ownLocks, (kind, { instance }) => {
    if (vendorOf(kind) === away) {
      refused += 1;
      throw new OutsideError({ vendor: away, ...inStaffWords(away, 'down', null, false) });
    }
    done.push({ kind, instanceId: instance.id });
    return kind === 'find-admin-account' ? { account: null } : effectSamples[kind].result;
  });
  const handlers = Object.fromEntries(
    Object.entries(base.handlers).map(([kind, handler]) => [kind, { ...handler, vendor: vendorOf(kind) }]),
  ) as unknown as EffectHandlers;
  const recovered: Promise<void>[] = [];
  const health = createVendorHealth(
    () => nowMs,
    (vendor) => {
      const own = kinds.filter((kind) => vendorOf(kind) === vendor);
      recovered.push(retryTroubledNow(database.db, own).then((ids) => void found.push(ids)));
    },
  );
  const engine = {
    ...base,
    handlers,
    health,
    companyOf: () => ({ ...aCompany(), announces: true, desk: true }),
  };
  const run: NodeInTime['run'] = async (instanceIds) => {
    for (const id of instanceIds) {
      await runInstance(engine, id);
      await Promise.all(recovered.splice(0));
      for (const ids of found.splice(0)) await run(ids);
    }
  };
  return {
    engine,
    done,
    refusedCount: () => refused,
    down: (vendor) => {
      away = vendor;
    },
    up: () => {
      away = null;
    },
    run,
    async passes(ms, instanceIds) {
      const untilMs = nowMs + ms;
      while (nowMs < untilMs) {
        const waitMs = Math.min((await nextDueMs(database)) + grainMs, untilMs - nowMs);
        nowMs += waitMs;
        await sql`update effects set due_at = due_at - ${waitMs} * interval '1 ms'
          where state = 'retrying'`.execute(database.db);
        await run(instanceIds);
      }
    },
  };
}

/** In how many milliseconds something is tried again; a day when nothing is. */
async function nextDueMs({ db }: Database): Promise<number> {
  const { rows } = await sql<{ ms: number | null }>`
    select ceil(extract(epoch from min(due_at) - clock_timestamp()) * 1000)::int as ms
    from effects where state = 'retrying'`.execute(db);
  return Math.max(0, rows[0]?.ms ?? 86_400_000);
}
