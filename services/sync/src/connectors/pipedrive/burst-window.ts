import { TokenPurpose } from '#core/model/token-purpose.ts';
import type { CallShare, Demand } from './call-share.ts';

/** Keeps calls under the vendor's short-term limit: so many in any two seconds, per token (pipedrive.md 5.2). */
export interface BurstWindow {
  /**
   * Resolves when one more call may leave: the most important first, of those the first that asked.
   * @returns to be called when the call has its answer, or none
   */
  take(purpose: TokenPurpose): Promise<() => void>;
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
/** Nobody knows when a call arrives, but by its answer it has; one that hangs is not waited for longer. */
const hangingMs = 5_000;
/** A part may have grown, or a pause begun, while calls wait. */
const lookAgainMs = 250;
/** Calls of a burst do not each wait for a lease of their own: there is some to spare. */
const wantedAhead = 2;

/**
 * @param now the clock, milliseconds since 1970
 * @param share this node's part of the limit; absent: there is no other node
 */
export function createBurstWindow(now: () => number, firstLimit: number, share?: CallShare): BurstWindow {
  let told: number | null = null;
  let pausedUntilMs = 0;
  let counted: Leaving[] = [];
  const waiting = new Map(TokenPurpose.options.map((purpose) => [purpose, [] as Turn[]]));
  let isServing = false;

  const limit = () => told ?? firstLimit;
  /** A part leased before the vendor lowered its limit may be too large. */
  const allowedNow = () => Math.min(share?.now() ?? Number.POSITIVE_INFINITY, limit());
  const waitingCount = () => [...waiting.values()].reduce((sum, line) => sum + line.length, 0);
  const forget = () => {
    while (counted[0] !== undefined && freeAtMs(counted[0]) <= now()) counted.shift();
  };
  /** More would be of use, and there may be more. */
  const isShort = () => {
    const allowed = allowedNow();
    return allowed < limit() && counted.length >= allowed;
  };
  const demand = (): Demand => {
    forget();
    const asked = counted.length + waitingCount();
    const wanted = asked === 0 ? 0 : Math.max(asked * wantedAhead, firstLimit, Math.ceil(limit() / 8));
    return { told, wanted: Math.min(wanted, limit()), isShort: isShort() };
  };
  const waitMs = (): number => {
    forget();
    const pauseMs = pausedUntilMs - now();
    const allowed = allowedNow();
    if (counted.length < allowed) return pauseMs;
    // One that hangs keeps those behind it from being forgotten.
    counted = counted.filter((one) => freeAtMs(one) > now());
    if (counted.length < allowed) return pauseMs;
    return Math.max(pauseMs, Math.min(...counted.map(freeAtMs), now() + lookAgainMs) - now());
  };
  const leave = (): (() => void) => {
    const leaving: Leaving = { leftAtMs: now(), endedAtMs: null };
    counted.push(leaving);
    return () => {
      leaving.endedAtMs = now();
    };
  };
  const serve = async (): Promise<void> => {
    isServing = true;
    try {
      while (waitingCount() > 0) {
        await share?.ready(demand);
        const wait = waitMs();
        if (wait > 0) {
          await sleep(Math.min(wait, lookAgainMs));
          continue;
        }
        const next = [...waiting.values()].find((line) => line.length > 0)?.shift();
        if (next) next(leave());
      }
    } finally {
      // Here, not when the promise has ended: who asks between the two would wait until somebody else asks.
      isServing = false;
    }
  };
  return {
    take(purpose) {
      const turn = new Promise<() => void>((resolve) => waiting.get(purpose)?.push(resolve));
      if (!isServing) void serve();
      return turn;
    },
    learn(limitTold) {
      if (Number.isInteger(limitTold) && limitTold > 0) told = limitTold;
    },
    pauseUntil(instantMs) {
      pausedUntilMs = Math.max(pausedUntilMs, instantMs);
    },
    pauseMs: () => Math.max(0, pausedUntilMs - now()),
  };
}

interface Leaving {
  leftAtMs: number;
  /** Null while it has no answer. */
  endedAtMs: number | null;
}

type Turn = (ended: () => void) => void;

/** From when on a call counts no more. */
function freeAtMs({ leftAtMs, endedAtMs }: Leaving): number {
  const arrivedMs = Math.min(endedAtMs ?? Number.POSITIVE_INFINITY, leftAtMs + hangingMs);
  return Math.max(leftAtMs + spareMs, arrivedMs) + burstWindowMs;
}

function sleep(delayMs: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, delayMs));
}
