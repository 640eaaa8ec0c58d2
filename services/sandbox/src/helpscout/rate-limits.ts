import type { Limits } from './records.ts';

/** What a call may still cost: `null` while nothing is counted. */
export type Allowance = { limit: number; remaining: number; retryAfterSeconds: number } | null;

export type RateLimiter = {
  /** Counts a call, unless it is refused (`retryAfterSeconds` above 0). */
  take(method: string): Allowance;
  clear(): void;
};

const minuteMs = 60_000;

/** One account, one count a minute; a write weighs 2 (helpscout.md 5). A refused call is not counted. */
export function createRateLimiter(limits: () => Limits, now: () => Date): RateLimiter {
  let windowAtMs = 0;
  let spent = 0;
  return {
    take(method) {
      const { isOn, perMinute } = limits();
      if (!isOn) return null;
      const atMs = now().getTime();
      if (atMs - windowAtMs >= minuteMs) {
        windowAtMs = atMs;
        spent = 0;
      }
      const weight = method === 'GET' || method === 'HEAD' ? 1 : 2;
      if (spent + weight > perMinute) {
        const retryAfterSeconds = Math.max(1, Math.ceil((windowAtMs + minuteMs - atMs) / 1000));
        return { limit: perMinute, remaining: Math.max(0, perMinute - spent), retryAfterSeconds };
      }
      spent += weight;
      return { limit: perMinute, remaining: perMinute - spent, retryAfterSeconds: 0 };
    },
    clear() {
      spent = 0;
      windowAtMs = 0;
    },
  };
}
