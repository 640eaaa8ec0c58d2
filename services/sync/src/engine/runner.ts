import PQueue from 'p-queue';
import type { EngineDependencies } from './engine.ts';
import { runInstance } from './run-instance.ts';

/** Runs instances on this node: each one at a time, many beside each other. */
export interface Runner {
  /** Work may be due. Called while it runs, it runs once more after. */
  poke(instanceId: string): void;
  /** How many instances are being worked on or wait for it. */
  readonly size: number;
  /** Waits until nothing is being worked on any more. */
  idle(): Promise<void>;
  /** Starts nothing new, and waits for the effects that run. */
  stop(): Promise<void>;
}

/** Waiting for a slow vendor costs no more than memory: the vendor's own limit is in vendor-health.ts. */
const concurrencyMax = 256;
/** How soon to look again for an instance that another node is busy with. */
const takenPauseMs = 300;

export function createRunner(engine: EngineDependencies): Runner {
  const queue = new PQueue({ concurrency: concurrencyMax });
  const active = new Map<string, { again: boolean }>();
  let stopped = false;
  // Once stopped, the effect that runs comes to its end, and those after it are left to the next node.
  const untilStopped = { ...engine, serves: (companyId: string) => !stopped && engine.serves(companyId) };

  const run = async (instanceId: string, state: { again: boolean }): Promise<void> => {
    let isOurs = true;
    do {
      state.again = false;
      isOurs = await runInstance(untilStopped, instanceId).catch((error: Error) => {
        engine.log.warn(
          { error: error.message, instanceId },
          'an instance could not be run; the sweep comes back',
        );
        return true;
      });
    } while (state.again && !stopped);
    active.delete(instanceId);
    if (!isOurs) setTimeout(() => poke(instanceId), takenPauseMs).unref();
  };
  const poke = (instanceId: string): void => {
    const known = active.get(instanceId);
    if (known) {
      known.again = true;
      return;
    }
    if (stopped) return;
    const state = { again: false };
    active.set(instanceId, state);
    void queue.add(() => run(instanceId, state));
  };

  return {
    poke,
    get size() {
      return active.size;
    },
    idle: () => queue.onIdle(),
    stop: async () => {
      stopped = true;
      queue.clear();
      await queue.onIdle();
    },
  };
}
