import { TokenPurpose, tokenReserves } from './model/token-purpose.ts';

const hourMs = 3_600_000;
/** The rhythm of a day changes: what was spent longer ago tells little of the next hours. */
const lookBackMs = 2 * hourMs;
/** Just after the beginning a few calls would look like a flood. */
const shortestMs = hourMs / 4;

/** A day's tokens of a company, so far. */
export interface TokenDay {
  /** Tokens of the day in all. */
  allowance: number;
  left: number;
  /** What all nodes spent, by the hours in which it was (ISO instants of their beginnings). */
  hours: readonly { hour: string; spent: number }[];
  /** ISO instant at which the day, as it is counted, began; it lasts 24 hours. */
  beganAt: string;
}

/** What waits from an instant on, if it goes on like this. */
export interface TokenStop {
  purpose: TokenPurpose;
  /** ISO instant. */
  at: string;
}

/**
 * When a day's tokens run out at the pace of the last two hours: what waits, and from when on; the first to wait first,
 * `person` last, which is the end of the day's tokens. Empty when they last until the next day.
 *
 * @param now ISO instant
 */
export function forecastTokens(day: TokenDay, now: string): TokenStop[] {
  const nowMs = Date.parse(now);
  const beganMs = Date.parse(day.beganAt);
  const perMs = pace(day, beganMs, nowMs);
  return TokenPurpose.options.toReversed().flatMap((purpose) => {
    const free = day.left - day.allowance * tokenReserves[purpose];
    if (free > 0 && perMs === 0) return [];
    const atMs = free <= 0 ? nowMs : nowMs + free / perMs;
    return atMs < beganMs + 24 * hourMs ? [{ purpose, at: new Date(atMs).toISOString() }] : [];
  });
}

/** Tokens per millisecond. */
function pace({ hours }: TokenDay, beganMs: number, nowMs: number): number {
  const firstHourMs = Math.floor((nowMs - lookBackMs) / hourMs + 1) * hourMs;
  const fromMs = Math.max(beganMs, firstHourMs);
  const spent = hours
    .filter(({ hour }) => Date.parse(hour) >= fromMs)
    .reduce((sum, one) => sum + one.spent, 0);
  return spent / Math.max(nowMs - fromMs, shortestMs);
}
