import { setTimeout as sleepFor } from 'node:timers/promises';
import type { CallTurns, TurnPace } from '#core/model/call-turns.ts';
import { OutsideError } from '../errors.ts';
import { inStaffWords } from '../failure-words.ts';
import type { Answer } from '../http.ts';
import { retryAfterOf } from '../http-errors.ts';

/** What a call takes of the account's minute (helpscout.md 5). */
export const costs = { read: 1, write: 2 } as const;

/** Who calls: background work leaves a reserve and may wait; a person who waits for an answer does neither. */
export interface Side {
  leavesReserve: boolean;
  /** Longer waits are given back instead of holding a worker. */
  waitMaxMs: number;
}

/** The limit of calls of one account, shared by all that this process does there, and by all nodes with `turns`. */
export interface Pacing {
  /**
   * Runs one call when its turn has come.
   *
   * @throws OutsideError `retry-later`, held back, with the wait, when the turn is too far away
   */
  run<T>(side: Side, cost: number, call: () => Promise<T>): Promise<T>;
  /** Learns the limit, what is left of it, and how long to wait after a 429. */
  observe(answer: Answer): void;
  /** How long Help Scout has asked everybody to wait, in milliseconds; 0 when it has not. */
  heldForMs(): number;
}

export interface PacingOptions {
  /** The line of all nodes; absent: there is no other node. */
  turns?: CallTurns;
  nowMs?: () => number;
  sleep?: (delayMs: number) => Promise<unknown>;
}

const minuteMs = 60_000;
/** Of a minute's calls: so many may leave at once, so many are spread over it, and the others are the reserve. */
const [atOnce, spread] = [0.1, 0.8];
const lane = 'calls';
const reserveShare = 0.1;
const reserveMin = 10;

/** One pacing per account, kept by the process; the limit is learnt, because it differs by plan (helpscout.md 5). */
export function createPacing(options: PacingOptions): Pacing {
  const { turns, nowMs = () => performance.now(), sleep = sleepFor } = options;
  let limit = Number.POSITIVE_INFINITY;
  let told = Number.POSITIVE_INFINITY;
  /** Whatever minute `told` was said of is over by then. */
  let toldUntilMs = 0;
  let heldUntilMs = 0;
  let inFlight = 0;

  const left = () => (nowMs() < toldUntilMs ? told : limit) - inFlight;
  const heldForMs = () => Math.max(0, heldUntilMs - nowMs());
  const waitMs = ({ leavesReserve }: Side): number => {
    if (heldForMs() > 0) return heldForMs();
    return leavesReserve && left() < reserveOf(limit) ? toldUntilMs - nowMs() : 0;
  };
  const turn = async (side: Side): Promise<void> => {
    for (let wait = waitMs(side); wait > 0; wait = waitMs(side)) {
      if (wait > side.waitMaxMs) throw heldBack(wait);
      await sleep(wait);
    }
  };

  /** Stands in the line of all nodes: background work waits in it, what a person waits for is only counted. */
  const sharedTurn = async ({ leavesReserve, waitMaxMs }: Side, weight: number): Promise<void> => {
    if (!turns || !Number.isFinite(limit)) return;
    const patienceMs = leavesReserve ? waitMaxMs : minuteMs;
    // While the store does not answer, what Help Scout says is left is all there is to go by.
    const wait = await turns.take(lane, paceOf(limit), { weight, waitMaxMs: patienceMs }).catch(() => 0);
    if (!leavesReserve || wait <= 0) return;
    if (wait > waitMaxMs) throw heldBack(wait);
    await sleep(wait);
  };

  return {
    async run(side, cost, call) {
      await turn(side);
      if (turns) {
        await sharedTurn(side, cost);
        // What is left may have become less meanwhile.
        await turn(side);
      }
      inFlight += cost;
      try {
        return await call();
      } finally {
        inFlight -= cost;
      }
    },
    observe({ status, headers }) {
      const remaining = numberIn(headers, 'x-ratelimit-remaining-minute');
      limit = numberIn(headers, 'x-ratelimit-limit-minute') ?? limit;
      if (remaining !== null) {
        told = remaining;
        toldUntilMs = nowMs() + minuteMs;
      }
      if (status !== 429) return;
      heldUntilMs = Math.max(heldUntilMs, nowMs() + pauseOf(headers));
      // The pause ends with the minute.
      toldUntilMs = heldUntilMs;
      if (Number.isFinite(limit)) turns?.hold(lane, paceOf(limit), heldForMs()).catch(() => undefined);
    },
    heldForMs,
  };
}

function paceOf(limit: number): TurnPace {
  return { gapMs: minuteMs / (limit * spread), burst: Math.max(1, limit * atOnce) };
}

/** Of a tiny limit at most the half, else background work would never have its turn. */
function reserveOf(limit: number): number {
  return Math.min(Math.max(limit * reserveShare, reserveMin), limit / 2);
}

/** Not the standard header (helpscout.md 5), but a proxy before Help Scout may send that one. */
function pauseOf(headers: Answer['headers']): number {
  const asked = retryAfterOf(headers['x-ratelimit-retry-after'] ?? headers['retry-after'], Date.now());
  return asked === null ? minuteMs : Math.max(asked, 1_000);
}

function numberIn(headers: Answer['headers'], name: string): number | null {
  const value = headers[name];
  return typeof value === 'string' && /^\d+$/.test(value.trim()) ? Number(value) : null;
}

function heldBack(retryAfterMs: number): OutsideError {
  const problem = inStaffWords('helpscout', 'overloaded', null, false);
  return new OutsideError({ vendor: 'helpscout', ...problem, retryAfterMs, heldBack: true });
}
