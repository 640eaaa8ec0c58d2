import { OutsideError, type Vendor } from './errors.ts';
import { inStaffWords, type Situation } from './failure-words.ts';
import type { Answer } from './http.ts';
import { retryAfterOf } from './http-errors.ts';

/** Keeps the other side's word about when to call again, for every caller. */
export interface RetryAfter {
  /** Learns from an answer: 429 and 503 may say how long to wait (RFC 9110 10.2.3). */
  observe(answer: Answer): void;
  /** @throws OutsideError `retry-later` before the instant asked for */
  ensureOver(): void;
}

/** @param now the clock, milliseconds since 1970 */
export function createRetryAfter(vendor: Vendor, now: () => number): RetryAfter {
  let untilMs = 0;
  let situation: Situation = 'overloaded';
  return {
    observe({ status, headers }) {
      const waitMs = status === 429 || status >= 500 ? retryAfterOf(headers['retry-after'], now()) : null;
      if (waitMs === null || now() + waitMs <= untilMs) return;
      untilMs = now() + waitMs;
      situation = status === 429 ? 'overloaded' : 'down';
    },
    ensureOver() {
      const retryAfterMs = untilMs - now();
      if (retryAfterMs <= 0) return;
      throw new OutsideError({ vendor, ...inStaffWords(vendor, situation, null, false), retryAfterMs });
    },
  };
}
