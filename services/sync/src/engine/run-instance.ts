import type { Event } from '#core/events.ts';
import { claimNextEffect } from '../store/effects.ts';
import { type InstanceRow, readInstance } from '../store/instances.ts';
import { takeDueTimer } from '../store/timers.ts';
import { underTrace } from '../trace.ts';
import { advanceInstance } from './advance.ts';
import type { EngineDependencies } from './engine.ts';
import { runEffect } from './run-effect.ts';

/**
 * Does everything of an instance that is due, in its order, while no other node may; then looks once more, because a
 * bell may have rung for work that was committed while the lock was still held.
 *
 * @returns false when another node has the instance: it may have looked before the work of our bell was there
 */
export async function runInstance(engine: EngineDependencies, instanceId: string): Promise<boolean> {
  while (await engine.locks.tryLock(instanceId)) {
    let didWork = false;
    try {
      didWork = await runDueWork(engine, instanceId);
    } finally {
      await engine.locks.unlock(instanceId);
    }
    if (!didWork) return true;
  }
  return false;
}

async function runDueWork(engine: EngineDependencies, instanceId: string): Promise<boolean> {
  const instance = await readInstance(engine.db, instanceId);
  if (!instance) return false;
  let didWork = await fireDueTimers(engine, instance);
  for (;;) {
    const claimed = await claimNextEffect(engine.db, instanceId);
    if (!claimed) return didWork;
    didWork = true;
    const trace = { requestId: claimed.row.requestId ?? claimed.row.id };
    const { wakeAt } = await underTrace(trace, () => runEffect(engine, instance, claimed));
    for (const at of wakeAt) if (at.getTime() > Date.now()) engine.bell.ringAt({ instanceId }, at);
  }
}

/** Each timer is taken and told in one transaction: it fires once, or not yet. */
async function fireDueTimers(engine: EngineDependencies, instance: InstanceRow): Promise<boolean> {
  let fired = false;
  for (;;) {
    const name = await engine.db.transaction().execute(async (store) => {
      const due = await takeDueTimer(store, instance.id);
      const event: Event = { type: 'timer-fired', name: due ?? '' };
      if (due !== undefined) await advanceInstance(store, engine.companyOf, instance.id, event);
      return due;
    });
    if (name === undefined) return fired;
    fired = true;
  }
}
