import type { Log } from './log.ts';

/** Milliseconds to the first run, between runs, and after a run that failed. */
export interface Rhythm {
  firstMs: number;
  everyMs: number;
  retryMs: number;
}

/** Timers are not exact: what was done this share of its period ago is due again. */
export const freshShare = 0.9;

/**
 * Does something again and again, never twice at once; a failure is logged and tried again sooner.
 * @param work is told by its signal when it should end early
 */
export function repeat(
  what: string,
  log: Log,
  rhythm: Rhythm,
  work: (signal: AbortSignal) => Promise<unknown>,
): { stop(): Promise<void> } {
  const stopping = new AbortController();
  let timer: NodeJS.Timeout | undefined;
  let running: Promise<void> = Promise.resolve();
  const run = async (): Promise<void> => {
    let nextMs = rhythm.everyMs;
    try {
      await work(stopping.signal);
    } catch (error) {
      if (stopping.signal.aborted) return;
      nextMs = rhythm.retryMs;
      log.warn(
        { error: error instanceof Error ? error.message : String(error) },
        `could not ${what}; trying again`,
      );
    }
    plan(nextMs);
  };
  const plan = (delayMs: number) => {
    if (stopping.signal.aborted) return;
    timer = setTimeout(() => {
      running = run();
    }, delayMs);
  };
  plan(rhythm.firstMs);
  return {
    stop: async () => {
      stopping.abort();
      clearTimeout(timer);
      await running;
    },
  };
}
