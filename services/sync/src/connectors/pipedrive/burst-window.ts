/** Keeps calls under the vendor's short-term limit: so many in any two seconds, per token (pipedrive.md 5.2). */
export interface BurstWindow {
  /** Resolves when one more call may leave; callers are served in the order they asked. */
  take(): Promise<void>;
  /** The limit the vendor told, in calls per window. */
  learn(limit: number): void;
  /** No call leaves before this instant (milliseconds since 1970). */
  pauseUntil(instantMs: number): void;
  /** How long calls are held back from now on, in milliseconds; 0 when they are not. */
  pauseMs(): number;
}

export const burstWindowMs = 2_000;
/** Calls arrive after times of their own: two that left two seconds apart may come closer together. */
const spareMs = 200;
const countedMs = burstWindowMs + spareMs;
const firstLimit = 100;

/** @param now the clock, milliseconds since 1970 */
export function createBurstWindow(now: () => number): BurstWindow {
  let limit = firstLimit;
  let pausedUntilMs = 0;
  let queue = Promise.resolve();
  const leftAt: number[] = [];

  const waitMs = (): number => {
    const at = now();
    while (leftAt[0] !== undefined && leftAt[0] <= at - countedMs) leftAt.shift();
    const oldest = leftAt.length >= limit ? leftAt[leftAt.length - limit] : undefined;
    return Math.max(pausedUntilMs - at, oldest === undefined ? 0 : oldest + countedMs - at);
  };

  const leave = async (): Promise<void> => {
    for (let wait = waitMs(); wait > 0; wait = waitMs()) await sleep(wait);
    leftAt.push(now());
  };

  return {
    take() {
      queue = queue.then(leave);
      return queue;
    },
    learn(told) {
      if (Number.isInteger(told) && told > 0) limit = told;
    },
    pauseUntil(instantMs) {
      pausedUntilMs = Math.max(pausedUntilMs, instantMs);
    },
    pauseMs: () => Math.max(0, pausedUntilMs - now()),
  };
}

function sleep(delayMs: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, delayMs));
}
