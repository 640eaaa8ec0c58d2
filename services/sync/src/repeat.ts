import type { Log } from './log.ts';

/** Milliseconds to the first run, between runs, and after a run that failed. */
export interface Rhythm {
  firstMs: number;
  everyMs: number;
  retryMs: number;
}

/** Does something again and again, never twice at once; a failure is logged and tried again sooner. */
export function repeat(
  what: string,
  log: Log,
  rhythm: Rhythm,
  work: () => Promise<unknown>,
): { stop(): Promise<void> } {
  let stopped = false;
  let timer: NodeJS.Timeout | undefined;
  let running: Promise<void> = Promise.resolve();
  const run = async (): Promise<void> => {
    let nextMs = rhythm.everyMs;
    try {
      await work();
    } catch (error) {
      nextMs = rhythm.retryMs;
      log.warn(
        { error: error instanceof Error ? error.message : String(error) },
        `could not ${what}; trying again`,
      );
    }
    plan(nextMs);
  };
  const plan = (delayMs: number) => {
    if (stopped) return;
    timer = setTimeout(() => {
      running = run();
    }, delayMs);
  };
  plan(rhythm.firstMs);
  return {
    stop: async () => {
      stopped = true;
      clearTimeout(timer);
      await running;
    },
  };
}
