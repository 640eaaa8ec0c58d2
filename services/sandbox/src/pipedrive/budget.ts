import { performance } from 'node:perf_hooks';
import type { RequestHandler, Response } from 'express';
import { callerOf } from './authentication.ts';
import type { PipedriveMemory } from './records.ts';

/** Makes the middleware of one operation: it costs so many tokens, searches count in a smaller burst too. */
export type Charge = (tokens: number, kind?: 'search') => RequestHandler;

// A sliding window of request times; on the real clock, as the vendor's does not stand still in tests.
type Window = { used: () => number; add: () => void };

function createWindow(windowMs: () => number): Window {
  const times: number[] = [];
  return {
    used(): number {
      const oldest = performance.now() - windowMs();
      while (times[0] !== undefined && times[0] <= oldest) times.shift();
      return times.length;
    },
    add: () => void times.push(performance.now()),
  };
}

function setHeaders(response: Response, memory: PipedriveMemory, used: number, isSearch: boolean): void {
  const { dailyTokens, burstWindowMs } = memory.limits;
  const burst = isSearch ? memory.limits.searchBurst : memory.limits.burst;
  response.set({
    'x-ratelimit-limit': String(burst),
    'x-ratelimit-remaining': String(Math.max(0, burst - used)),
    'x-ratelimit-reset': String(Math.ceil(burstWindowMs / 1000)),
    'x-daily-ratelimit-token-limit': String(dailyTokens),
    'x-daily-ratelimit-token-remaining': String(Math.max(0, dailyTokens - memory.spending.tokens)),
  });
}

type Windows = { all: Window; searches: Window };

/** Bursts count per user and kind of token (pipedrive.md 5.2), the day's tokens per company. */
function createWindowsByCaller(windowMs: () => number): (response: Response) => Windows {
  const known = new Map<string, Windows>();
  return (response) => {
    const { userId, scopes } = callerOf(response);
    const key = `${scopes ? 'app' : 'token'}/${userId}`;
    const windows = known.get(key) ?? { all: createWindow(windowMs), searches: createWindow(windowMs) };
    known.set(key, windows);
    return windows;
  };
}

function isExhausted(memory: PipedriveMemory, windows: Windows, tokens: number, isSearch: boolean): boolean {
  const { burst, searchBurst, dailyTokens } = memory.limits;
  return (
    windows.all.used() >= burst ||
    (isSearch && windows.searches.used() >= searchBurst) ||
    memory.spending.tokens + tokens > dailyTokens
  );
}

function spend(memory: PipedriveMemory, windows: Windows, tokens: number, isSearch: boolean): void {
  windows.all.add();
  if (isSearch) windows.searches.add();
  memory.spending.tokens += tokens;
}

/**
 * The daily token budget and the burst window (pipedrive.md 5). Each request leaves its cost in
 * `response.locals.tokenCost`. Beyond a limit: 429 without body and without Retry-After, at no cost.
 * The day turns at midnight UTC (the vendor's zone is not stated); failed calls cost as well (UNVERIFIED).
 */
export function createBudget(memory: PipedriveMemory, now: () => Date): Charge {
  const windowsOf = createWindowsByCaller(() => memory.limits.burstWindowMs);
  return (tokens, kind) => (_request, response, next) => {
    const isSearch = kind === 'search';
    const windows = windowsOf(response);
    const day = now().toISOString().slice(0, 10);
    if (memory.spending.day !== day) memory.spending = { day, tokens: 0 };
    const exhausted = isExhausted(memory, windows, tokens, isSearch);
    if (!exhausted) spend(memory, windows, tokens, isSearch);
    response.locals.tokenCost = exhausted ? 0 : tokens;
    setHeaders(response, memory, isSearch ? windows.searches.used() : windows.all.used(), isSearch);
    if (exhausted) response.status(429).end();
    else next();
  };
}
