import type { EffectKind } from '#core/effects.ts';
import type { EffectHandlers, HandlerContext } from '#sync/effect-handlers/handler.ts';
import { startInstance } from '#sync/engine/advance.ts';
import type { EngineDependencies } from '#sync/engine/engine.ts';
import type { InstanceLocks } from '#sync/engine/instance-locks.ts';
import { shareStatements } from '#sync/engine/shared-statements.ts';
import type { Log } from '#sync/log.ts';
import { createLog } from '#sync/log.ts';
import type { Database } from '#sync/store/database.ts';
import type { InstanceRow } from '#sync/store/instances.ts';
import { aCompany, observed } from './account-request-samples.ts';
import { effectSamples } from './effect-samples.ts';

/** What an effect does in a test, instead of calling a vendor. */
export type Carry = (kind: EffectKind, context: HandlerContext) => Promise<unknown> | unknown;

/** The engine of a node without doors, whose vendors are `carry`; by default all goes well. */
export function engineOn(
  { db }: Pick<Database, 'db'>,
  locks: InstanceLocks,
  carry: Carry = (kind) => effectSamples[kind].result,
  log: Log = createLog('silent'),
): EngineDependencies {
  const handlers = Object.fromEntries(
    Object.keys(effectSamples).map((kind) => [
      kind,
      {
        vendor: 'pipedrive',
        run: async (_effect: unknown, context: HandlerContext) => carry(kind as EffectKind, context),
      },
    ]),
  ) as unknown as EffectHandlers;
  return {
    db,
    together: shareStatements(db),
    companyOf: () => aCompany(),
    serves: () => true,
    handlers,
    health: { run: (_vendor, _companyId, call) => call() },
    locks,
    bell: { ring: () => undefined, ringAt: () => undefined } as unknown as EngineDependencies['bell'],
    metrics: { timed: (_kind, work) => work(), effectFailed: () => undefined },
    log,
    random: () => 0.5,
  };
}

/** A request that has just been heard of: its first effects wait. */
export async function freshInstance(
  { db }: Pick<Database, 'db'>,
  event = observed(),
  companyOf: EngineDependencies['companyOf'] = () => aCompany(),
): Promise<InstanceRow> {
  const start = { company: '1001', process: 'account-request', event, now: new Date() } as const;
  return (await db.transaction().execute((store) => startInstance(store, companyOf, start))).instance;
}

/** Locks of a node that lost its session: it believed to have them, and has them no more. */
export const lostLocks: InstanceLocks = {
  tryLock: async () => true,
  holds: () => false,
  unlock: async () => undefined,
  close: async () => undefined,
};

/** Locks where there is only one node. */
export const ownLocks: InstanceLocks = { ...lostLocks, holds: () => true };
