import type { OutsideFailure } from '../connectors/errors.ts';

const firstDelayMs = 1_000;
const longestDelayMs = 5 * 60_000;
/** A rejected sign-in is mended by a person: trying more often than this only fills logs. */
const signInDelayMs = 60_000;
/** About a day of tries at the longest delay. */
const attemptCountMax = 300;

/**
 * How long to wait before the next try, or null when a person has to act.
 *
 * Doubles from one second to five minutes with a jitter of a fifth, never earlier than the vendor's Retry-After.
 * @param attempts tries made so far, this failed one included
 * @param random a number in [0, 1)
 */
export function delayBeforeRetry(failure: OutsideFailure, attempts: number, random: number): number | null {
  if (attempts >= attemptCountMax) return null;
  if (failure.word === 'sign-in-again') return jittered(signInDelayMs, random);
  if (failure.word !== 'retry-later') return null;
  const doubled = Math.min(firstDelayMs * 2 ** Math.min(attempts - 1, 20), longestDelayMs);
  return Math.max(jittered(doubled, random), failure.retryAfterMs ?? 0);
}

function jittered(delayMs: number, random: number): number {
  return Math.round(delayMs * (0.8 + 0.4 * random));
}
