import type { TokenPurpose } from '#core/model/token-purpose.ts';
import { OutsideError } from '../errors.ts';
import { inStaffWords } from '../failure-words.ts';
import type { Answer } from '../http.ts';
import { retryAfterOf } from '../http-errors.ts';
import { burstWindowMs, createBurstWindow } from './burst-window.ts';
import { type CallShare, createCallShare, type LeaseCalls } from './call-share.ts';
import { createDailyTokens, type SpentSince } from './daily-tokens.ts';

export interface TokenBudgetOptions {
  /** Tokens of the company's plan per day (pipedrive.md 5.1); absent = what the vendor's headers tell, if anything. */
  perDay?: number;
  /** Adds to today's count, shared by all nodes. @returns what has been spent today in all */
  addSpent(delta: number, told: SpentSince): Promise<number>;
  /** Leases a part of the short-term limits, which all nodes share; absent: there is no other node. */
  leaseOf?(limit: 'calls' | 'searches'): LeaseCalls;
  /** The clock, milliseconds since 1970. */
  now(): number;
}

/** The company's allowance of Pipedrive calls: a short-term limit per token and a daily one in tokens. */
export interface TokenBudget {
  /**
   * Asks for one call; waits for the short-term limit, behind what is more important.
   *
   * @throws OutsideError `retry-later` when the day is used up, or the rest of it is for what is more important, or the
   * vendor asked for a long pause
   * @returns to be called when the call has its answer, or none: until then it may not have arrived
   */
  spend(cost: number, purpose?: TokenPurpose, isSearch?: boolean): Promise<() => void>;
  /** Learns from an answer: limits, what is left, a 429, and the shield's 403. */
  observe(answer: Answer): void;
  /** How long calls are held back from now on, in milliseconds. */
  pauseMs(): number;
  /** Writes the count not yet shared, and gives back what was leased; call it before stopping. */
  flush(): Promise<void>;
}

/** A longer pause is given back to the engine instead of holding a worker. */
const longestWaitMs = 10_000;
/**
 * After calls in spite of 429s the shield in front of Pipedrive answers 403 with a page (pipedrive.md 5.3). Nobody
 * tells how long it stays: one try each quarter of a minute neither prolongs it nor makes people wait after it.
 */
const shieldPauseMs = 15_000;
/** The smallest limits of all plans and kinds of token (pipedrive.md 5.2), until the first answer tells. */
const firstLimits = { calls: 20, searches: 10 };

export function createTokenBudget(options: TokenBudgetOptions): TokenBudget {
  const { now } = options;
  const shares = sharesOf(options);
  const burst = createBurstWindow(now, firstLimits.calls, shares.calls);
  const searches = createBurstWindow(now, firstLimits.searches, shares.searches);
  const day = createDailyTokens(options);

  const observeTooMany = (headers: Answer['headers']): void => {
    if (numberIn(headers, 'x-daily-ratelimit-token-remaining') === 0) return;
    const asked = retryAfterOf(headers['retry-after'], now());
    burst.pauseUntil(now() + Math.max(asked ?? 0, burstWindowMs));
  };

  return {
    async spend(cost, purpose = 'decision', isSearch = false) {
      await day.share();
      day.ensureLeft(cost, purpose);
      if (burst.pauseMs() > longestWaitMs) throw tooLong(burst.pauseMs());
      // Before it waits for its turn: whoever asks meanwhile must not be given the same tokens.
      day.count(cost, purpose);
      const searched = isSearch ? await searches.take(purpose) : null;
      const ended = await burst.take(purpose);
      return () => {
        searched?.();
        ended();
      };
    },
    observe({ status, headers, path }) {
      (isSearchPath(path) ? searches : burst).learn(numberIn(headers, 'x-ratelimit-limit') ?? 0);
      day.learn(
        numberIn(headers, 'x-daily-ratelimit-token-limit'),
        numberIn(headers, 'x-daily-ratelimit-token-remaining'),
      );
      if (status === 429) observeTooMany(headers);
      if (status === 403 && isPage(headers)) burst.pauseUntil(now() + shieldPauseMs);
    },
    pauseMs: () => Math.max(burst.pauseMs(), day.pauseMs()),
    flush: async () => {
      await Promise.all([shares.calls?.release(), shares.searches?.release(), day.flush()]);
    },
  };
}

function sharesOf({ leaseOf, now }: TokenBudgetOptions): { calls?: CallShare; searches?: CallShare } {
  if (!leaseOf) return {};
  return {
    calls: createCallShare(leaseOf('calls'), firstLimits.calls, now),
    searches: createCallShare(leaseOf('searches'), firstLimits.searches, now),
  };
}

/** Searches have a window of their own, and tell its limit (pipedrive.md 5.2). */
function isSearchPath(path: string | undefined): boolean {
  return path !== undefined && /\/search(\?|$)/.test(path);
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
