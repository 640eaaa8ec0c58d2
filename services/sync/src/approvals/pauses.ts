import type { OutsideFailure } from '../connectors/errors.ts';
import type { Announcing } from './options.ts';

/** Companies whose Slack does not take what we say: one probe at a time, and nothing else. */
export interface Pauses {
  /** How many changes of a company may be tried now; null = as many as there are. */
  allowance(companyId: string, slack: Announcing['slack']): 0 | 1 | null;
  /** @returns how long the company waits, in ms; null when the failure is of one request alone */
  failed(
    companyId: string,
    slack: Announcing['slack'],
    failure: OutsideFailure,
  ): { delayMs: number; isNew: boolean } | null;
  /** @returns whether it had been in trouble */
  succeeded(companyId: string): boolean;
}

const probeMs = 60_000;
/** Who is down comes back unannounced, and decisions wait for it. */
const [firstPauseMs, longestPauseMs] = [2_000, 15_000];

/** Each node has its own: a probe costs little. @param nowMs the clock */
export function createPauses(nowMs: () => number): Pauses {
  const paused = new Map<string, { slack: Announcing['slack']; untilMs: number; count: number }>();
  return {
    allowance: (companyId, slack) => {
      const pause = paused.get(companyId);
      // Another client: somebody connected anew.
      if (!pause || pause.slack !== slack) return null;
      if (pause.untilMs > nowMs()) return 0;
      return 1;
    },
    failed: (companyId, slack, failure) => {
      if (!isOfAll(failure)) return null;
      const known = paused.get(companyId);
      const before = known?.slack === slack ? known : undefined;
      // Those that were under way when a pause began say nothing new: together they would make it a long one.
      const isProbe = before !== undefined && before.untilMs <= nowMs();
      const count = (before?.count ?? 1) + (isProbe ? 1 : 0);
      const delayMs = pauseMs(failure, count);
      const untilMs = Math.max(known?.untilMs ?? 0, nowMs() + delayMs);
      paused.set(companyId, { slack, untilMs, count });
      return { delayMs, isNew: before === undefined };
    },
    succeeded: (companyId) => paused.delete(companyId),
  };
}

/** Whether what happened to one message would happen to every other one. */
function isOfAll({ word, heldBack = false }: OutsideFailure): boolean {
  return !heldBack && (word === 'retry-later' || word === 'sign-in-again' || word === 'not-found');
}

/** A person mends a token or invites us into the channel: asked once a minute. Slack itself says how long it needs. */
function pauseMs({ word, retryAfterMs }: OutsideFailure, count: number): number {
  if (word !== 'retry-later') return probeMs;
  return retryAfterMs ?? Math.min(firstPauseMs * 2 ** Math.min(count - 1, 10), longestPauseMs);
}
