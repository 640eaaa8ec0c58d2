import { setTimeout as sleepFor } from 'node:timers/promises';
import type { CallTurns } from '#core/model/call-turns.ts';
import { createOwnTurns } from '../call-turns.ts';
import { OutsideError } from '../errors.ts';
import { inStaffWords } from '../failure-words.ts';
import { paceOf } from './paces.ts';

/** When calls may leave: not faster than Slack takes them, and not while it has asked us to wait. */
export interface Pacing {
  /**
   * Waits for the turn of one call.
   *
   * @throws OutsideError `retry-later`, held back, with the wait, when the turn is too far away
   */
  turn(method: string, channel?: string): Promise<void>;
  /** Slack asked not to call a method for a while; other methods stay open (slack.md 12). */
  hold(method: string, pauseMs: number): void;
}

export interface PacingOptions {
  /** Longer waits are given back instead of holding a worker. */
  waitMaxMs: number;
  /** How fast each method may be called; unpaced calls only obey Slack's own request to wait. */
  isPaced: boolean;
  /** The line of all nodes; absent: that of this process alone. */
  turns?: CallTurns;
  nowMs?: () => number;
  sleep?: (delayMs: number) => Promise<unknown>;
}

interface Hold {
  until: number;
  /** Counts the holds, so that whoever waited through one asks for a new turn. */
  count: number;
}

const notHeld: Hold = { until: 0, count: 0 };

/** One pacing per workspace and kind of work, kept by the process. */
export function createPacing(options: PacingOptions): Pacing {
  const { waitMaxMs, isPaced, nowMs = () => performance.now(), sleep = sleepFor } = options;
  const { turns = createOwnTurns(nowMs) } = options;
  const holds = new Map<string, Hold>();
  const holdOf = (method: string) => holds.get(method) ?? notHeld;
  const heldForMs = (method: string) => Math.max(0, holdOf(method).until - nowMs());

  /** @returns how long to wait for the next turn */
  const nextTurn = async (method: string, channel?: string): Promise<number> => {
    const notBeforeMs = heldForMs(method);
    if (notBeforeMs > waitMaxMs) throw heldBack(notBeforeMs);
    if (!isPaced) return notBeforeMs;
    const pace = paceOf(method);
    const lane = pace.isPerChannel && channel !== undefined ? `${method} ${channel}` : method;
    const waitMs = await turns.take(lane, pace, { notBeforeMs, waitMaxMs });
    if (waitMs > waitMaxMs) throw heldBack(waitMs);
    return waitMs;
  };

  return {
    async turn(method, channel) {
      for (;;) {
        const { count } = holdOf(method);
        const waitMs = await nextTurn(method, channel);
        if (waitMs > 0) await sleep(waitMs);
        if (holdOf(method).count === count) return;
      }
    },
    hold(method, pauseMs) {
      const { until, count } = holdOf(method);
      holds.set(method, { until: Math.max(until, nowMs() + pauseMs), count: count + 1 });
      if (isPaced) void turns.hold(method, paceOf(method), heldForMs(method));
    },
  };
}

function heldBack(retryAfterMs: number): OutsideError {
  const problem = inStaffWords('slack', 'overloaded', null, false);
  return new OutsideError({ vendor: 'slack', ...problem, retryAfterMs, heldBack: true });
}
