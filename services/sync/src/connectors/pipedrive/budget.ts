import { OutsideError } from '../errors.ts';
import { inStaffWords } from '../failure-words.ts';
import type { Answer } from '../http.ts';
import { retryAfterOf } from '../http-errors.ts';
import { burstWindowMs, createBurstWindow } from './burst-window.ts';
import { createDailyTokens } from './daily-tokens.ts';

/** Who a call is made for: the last 5 % of the day are kept for what people do themselves. */
export type OnBehalfOf = 'service' | 'person';

export interface TokenBudgetOptions {
  /** Tokens of the company's plan per day (pipedrive.md 5.1); absent = what the vendor's headers tell, if anything. */
  perDay?: number;
  /** Adds to today's count, shared by all nodes. @returns what has been spent today in all */
  addSpent(delta: number): Promise<number>;
  /** The clock, milliseconds since 1970. */
  now(): number;
}

/** The company's allowance of Pipedrive calls: a short-term limit per token and a daily one in tokens. */
export interface TokenBudget {
  /**
   * Asks for one call; waits for the short-term limit.
   *
   * @throws OutsideError `retry-later` when the day is used up or the vendor asked for a long pause
   */
  spend(cost: number, onBehalfOf?: OnBehalfOf): Promise<void>;
  /** Learns from an answer: limits, what is left, a 429, and the shield's 403. */
  observe(answer: Answer): void;
  /** How long calls are held back from now on, in milliseconds. */
  pauseMs(): number;
  /** What is left of today's tokens; null as long as nobody told a limit. */
  leftToday(): number | null;
  /** Writes the count not yet shared; call it before stopping. */
  flush(): Promise<void>;
}

/** A longer pause is given back to the engine instead of holding a worker. */
const longestWaitMs = 10_000;
/**
 * After calls in spite of 429s the shield in front of Pipedrive answers 403 with a page (pipedrive.md 5.3). Nobody
 * tells how long it stays: one try each quarter of a minute neither prolongs it nor makes people wait after it.
 */
const shieldPauseMs = 15_000;

export function createTokenBudget(options: TokenBudgetOptions): TokenBudget {
  const { now } = options;
  const burst = createBurstWindow(now);
  const day = createDailyTokens(options);

  const observeTooMany = (headers: Answer['headers']): void => {
    if (numberIn(headers, 'x-daily-ratelimit-token-remaining') === 0) return;
    const asked = retryAfterOf(headers['retry-after'], now());
    burst.pauseUntil(now() + Math.max(asked ?? 0, burstWindowMs));
  };

  return {
    async spend(cost, onBehalfOf = 'service') {
      await day.share();
      day.ensureLeft(cost, onBehalfOf);
      if (burst.pauseMs() > longestWaitMs) throw tooLong(burst.pauseMs());
      await burst.take();
      day.count(cost);
    },
    observe({ status, headers }) {
      burst.learn(numberIn(headers, 'x-ratelimit-limit') ?? 0);
      day.learn(
        numberIn(headers, 'x-daily-ratelimit-token-limit'),
        numberIn(headers, 'x-daily-ratelimit-token-remaining'),
      );
      if (status === 429) observeTooMany(headers);
      if (status === 403 && isPage(headers)) burst.pauseUntil(now() + shieldPauseMs);
    },
    pauseMs: () => Math.max(burst.pauseMs(), day.pauseMs()),
    leftToday: day.left,
    flush: () => day.flush(),
  };
}

function tooLong(retryAfterMs: number): OutsideError {
  const problem = inStaffWords('pipedrive', 'overloaded', null, false);
  return new OutsideError({ vendor: 'pipedrive', ...problem, retryAfterMs });
}

function isPage(headers: Answer['headers']): boolean {
  return String(headers['content-type'] ?? '').startsWith('text/html');
}

function numberIn(headers: Answer['headers'], name: string): number | null {
  const value = headers[name];
  const number = typeof value === 'string' && value.trim() !== '' ? Number(value) : Number.NaN;
  return Number.isFinite(number) ? number : null;
}
