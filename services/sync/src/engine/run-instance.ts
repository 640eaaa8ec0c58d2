import type { Event } from '#core/events.ts';
import { type ClaimedEffect, claimNextEffect } from '../store/claim-effect.ts';
import { type InstanceRow, lockInstance } from '../store/instances.ts';
import { takeDueTimer } from '../store/timers.ts';
import { underTrace } from '../trace.ts';
import { advanceInstance } from './advance.ts';
import type { EngineDependencies } from './engine.ts';
import { runEffect } from './run-effect.ts';

/**
 * Does everything of an instance that is due, in its order, while no other node may.
 *
 * @returns false when another node has the instance, or took it: it may have looked before the work of our bell was there
 */
export async function runInstance(engine: EngineDependencies, instanceId: string): Promise<boolean> {
  if (!(await engine.locks.tryLock(instanceId))) return false;
  try {
    await runDueWork(engine, instanceId);
    return engine.locks.holds(instanceId);
  } finally {
    await engine.locks.unlock(instanceId);
  }
}

async function runDueWork(engine: EngineDependencies, instanceId: string): Promise<void> {
  const begun = await engine.together.begin(instanceId);
  if (!begun) return;
  let { instance, claimed: next } = begun;
  if (begun.timerIsDue) {
    instance = await fireDueTimers(engine, instance);
    next = await claimNextEffect(engine.db, instanceId);
  }
  while (next) {
    const claimed: ClaimedEffect = next;
    const running = instance;
    const trace = { requestId: claimed.row.requestId ?? claimed.row.id };
    const tried = await underTrace(trace, () => runEffect(engine, running, claimed));
    for (const at of tried.wakeAt) if (at.getTime() > Date.now()) engine.bell.ringAt({ instanceId }, at);
    ({ instance, next } = tried);
  }
}

/** Each timer is taken and told in one transaction: it fires once, or not yet. */
async function fireDueTimers(engine: EngineDependencies, instance: InstanceRow): Promise<InstanceRow> {
  for (let current = instance; ; ) {
    const fired = await engine.db.transaction().execute(async (store) => {
      // The instance before its timers, as everybody who writes both: the other way round they would wait in a circle.
      await lockInstance(store, instance.id);
      const name = await takeDueTimer(store, instance.id);
      const event: Event = { type: 'timer-fired', name: name ?? '' };
      return name === undefined ? undefined : advanceInstance(store, engine.companyOf, instance.id, event);
    });
    if (!fired) return current;
    current = fired.instance;
  }
}
