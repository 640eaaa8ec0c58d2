import type { CallTurns } from '#core/model/call-turns.ts';

/** The line of this process alone. @param nowMs its clock */
export function createOwnTurns(nowMs: () => number): CallTurns {
  /** Per lane, the instant at which its whole allowance is free again. */
  const freeAt = new Map<string, number>();
  return {
    async take(lane, { gapMs, burst }, { weight = 1, notBeforeMs = 0, waitMaxMs }) {
      const from = nowMs() + notBeforeMs;
      const whole = Math.max(freeAt.get(lane) ?? 0, from);
      const waitMs = Math.max(from, whole - (burst - 1) * gapMs) - nowMs();
      if (waitMs <= waitMaxMs) freeAt.set(lane, whole + weight * gapMs);
      return waitMs;
    },
    async hold(held, { gapMs, burst }, pauseMs) {
      // Turns given before are void: whoever waits for one takes another.
      const spent = nowMs() + pauseMs + (burst - 1) * gapMs;
      for (const lane of freeAt.keys())
        if (lane === held || lane.startsWith(`${held} `)) freeAt.set(lane, spent);
    },
  };
}

/** The line of all nodes; while the store does not answer, that of this process. */
export function turnsOfAll(shared: CallTurns, own: CallTurns): CallTurns {
  return {
    take: (lane, pace, request) =>
      shared.take(lane, pace, request).catch(() => own.take(lane, pace, request)),
    hold: async (lane, pace, pauseMs) => {
      await own.hold(lane, pace, pauseMs);
      await shared.hold(lane, pace, pauseMs).catch(() => undefined);
    },
  };
}
