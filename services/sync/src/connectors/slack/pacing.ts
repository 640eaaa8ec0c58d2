import { setTimeout as sleepFor } from 'node:timers/promises';
import { OutsideError } from '../errors.ts';
import { inStaffWords } from '../failure-words.ts';
import { type Pace, paceOf } from './paces.ts';

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
  nowMs?: () => number;
  sleep?: (delayMs: number) => Promise<unknown>;
}

interface Hold {
  until: number;
  /** Counts the holds, so that whoever waited through one asks for a new turn. */
  count: number;
}

const notHeld: Hold = { until: 0, count: 0 };
const unpaced: Pace = { gapMs: 0, burst: 1, isPerChannel: false };

/** One pacing per workspace and kind of work, kept by the process. */
export function createPacing(options: PacingOptions): Pacing {
  const { waitMaxMs, isPaced, nowMs = () => performance.now(), sleep = sleepFor } = options;
  /** Per lane, the instant at which its whole allowance is free again. */
  const freeAt = new Map<string, number>();
  const holds = new Map<string, Hold>();
  const holdOf = (method: string) => holds.get(method) ?? notHeld;
  const paceFor = (method: string) => (isPaced ? paceOf(method) : unpaced);

  const reserve = (method: string, channel?: string): number => {
    const { gapMs, burst, isPerChannel } = paceFor(method);
    const lane = isPerChannel && channel !== undefined ? `${method} ${channel}` : method;
    const from = Math.max(nowMs(), holdOf(method).until);
    const whole = Math.max(freeAt.get(lane) ?? 0, from);
    const startAt = Math.max(from, whole - (burst - 1) * gapMs);
    const waitMs = startAt - nowMs();
    if (waitMs > waitMaxMs) throw heldBack(waitMs);
    freeAt.set(lane, whole + gapMs);
    return startAt;
  };

  return {
    async turn(method, channel) {
      for (;;) {
        const { count } = holdOf(method);
        const waitMs = reserve(method, channel) - nowMs();
        if (waitMs <= 0) return;
        await sleep(waitMs);
        if (holdOf(method).count === count) return;
      }
    },
    hold(method, pauseMs) {
      const { until, count } = holdOf(method);
      holds.set(method, { until: Math.max(until, nowMs() + pauseMs), count: count + 1 });
      // Turns given before are void, and what follows the pause leaves one by one.
      const { gapMs, burst } = paceFor(method);
      const spent = holdOf(method).until + (burst - 1) * gapMs;
      for (const lane of freeAt.keys()) {
        if (lane === method || lane.startsWith(`${method} `)) freeAt.set(lane, spent);
      }
    },
  };
}

function heldBack(retryAfterMs: number): OutsideError {
  const problem = inStaffWords('slack', 'overloaded', null, false);
  return new OutsideError({ vendor: 'slack', ...problem, retryAfterMs, heldBack: true });
}
