import type { OutsideFailure } from '../connectors/errors.ts';

const firstDelayMs = 1_000;
const longestDelayMs = 5 * 60_000;
/** A rejected sign-in is mended by a person: trying more often than this only fills logs. */
const firstSignInDelayMs = 10_000;
/** About a week of tries at the longest delay: a long weekend without an administrator loses nothing. */
const attemptCountMax = 2_000;

/**
 * How long to wait before the next try, or null when a person has to act.
 *
 * Doubles from one second (ten for a rejected sign-in) to five minutes with a jitter of a fifth, never earlier than the vendor's Retry-After.
 * @param attempts tries made so far, this failed one included
 * @param random a number in [0, 1)
 */
export function delayBeforeRetry(failure: OutsideFailure, attempts: number, random: number): number | null {
  if (attempts >= attemptCountMax) return null;
  const firstMs = { 'retry-later': firstDelayMs, 'sign-in-again': firstSignInDelayMs }[
    failure.word as string
  ];
  if (firstMs === undefined) return null;
  const doubled = Math.min(firstMs * 2 ** Math.min(attempts - 1, 20), longestDelayMs);
  return Math.max(jittered(doubled, random), failure.retryAfterMs ?? 0);
}

function jittered(delayMs: number, random: number): number {
  return Math.round(delayMs * (0.8 + 0.4 * random));
}
