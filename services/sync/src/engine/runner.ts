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
  /** Starts nothing new, and waits for what runs. */
  stop(): Promise<void>;
}

/** Waiting for a slow vendor costs no more than memory: the vendor's own limit is in vendor-health.ts. */
const concurrencyMax = 256;

/** `engine` is asked for on first use, because the bell that pokes the runner is part of it. */
export function createRunner(engine: () => EngineDependencies): Runner {
  const queue = new PQueue({ concurrency: concurrencyMax });
  const active = new Map<string, { again: boolean }>();
  let stopped = false;

  const run = async (instanceId: string, state: { again: boolean }): Promise<void> => {
    do {
      state.again = false;
      await runInstance(engine(), instanceId).catch((error: Error) => {
        engine().log.warn(
          { error: error.message, instanceId },
          'an instance could not be run; the sweep comes back',
        );
      });
    } while (state.again && !stopped);
    active.delete(instanceId);
  };

  return {
    poke: (instanceId) => {
      const known = active.get(instanceId);
      if (known) {
        known.again = true;
        return;
      }
      if (stopped) return;
      const state = { again: false };
      active.set(instanceId, state);
      void queue.add(() => run(instanceId, state));
    },
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
