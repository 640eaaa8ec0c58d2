import PQueue from 'p-queue';
import { OutsideError, type OutsideFailure, type Vendor } from '../connectors/errors.ts';

/**
 * Keeps one vendor's trouble from becoming everybody's: at most so many calls at once per vendor, and after several
 * failures in a row the others wait without calling until one call gets through again. Each company has a Pipedrive,
 * a Slack and a Help Scout of its own: what one has used up, another has left.
 */
export interface VendorHealth {
  /**
   * Runs a call for a company, or fails at once with the vendor's last problem while it is away.
   * @param priority of several that wait for their turn the highest is next; 0 by default
   */
  run<T>(vendor: Vendor, companyId: string, call: () => Promise<T>, priority?: number): Promise<T>;
}

const concurrencyMax: Record<Vendor, number> = {
  pipedrive: 16,
  accounts: 16,
  mail: 8,
  slack: 8,
  helpscout: 8,
};
const ownVendors = new Set<Vendor>(['pipedrive', 'slack', 'helpscout']);
const failureCountMax = 5;
const firstPauseMs = 2_000;
/** Who is down comes back unannounced, and people wait for it; one call in ten seconds is no load. */
const longestPauseMs = 10_000;

interface Health {
  queue: PQueue;
  failureCount: number;
  last: OutsideFailure | null;
  pausedUntil: number;
  pauseMs: number;
  /** When the vendor itself, or its allowance, said to come back; 0: nobody said. */
  comeBackAt: number;
}

const well = { failureCount: 0, last: null, pausedUntil: 0, pauseMs: firstPauseMs, comeBackAt: 0 };

/** @param onRecovery told when a vendor that was away answers again */
export function createVendorHealth(nowMs: () => number, onRecovery: (vendor: Vendor) => void): VendorHealth {
  const states = new Map<string, Health>();
  const stateOf = (vendor: Vendor, companyId: string): Health => {
    const place = ownVendors.has(vendor) ? `${vendor} of ${companyId}` : vendor;
    const known = states.get(place);
    if (known) return known;
    const queue = new PQueue({ concurrency: concurrencyMax[vendor] });
    const fresh: Health = { queue, ...well };
    states.set(place, fresh);
    return fresh;
  };
  const succeeded = (vendor: Vendor, health: Health) => {
    const wasAway = health.failureCount >= failureCountMax;
    Object.assign(health, well);
    if (wasAway) onRecovery(vendor);
  };
  const failed = (health: Health, failure: OutsideFailure, isProbe: boolean) => {
    health.failureCount += 1;
    health.last = failure;
    health.comeBackAt = nowMs() + (failure.retryAfterMs ?? 0);
    if (health.failureCount < failureCountMax) return;
    // Those that were under way when it began say nothing new: together they would make a blip a long absence.
    if (!isProbe && health.pausedUntil > nowMs()) return;
    health.pausedUntil = nowMs() + health.pauseMs;
    health.pauseMs = Math.min(health.pauseMs * 2, longestPauseMs);
  };
  const attempt = async <T>(vendor: Vendor, companyId: string, call: () => Promise<T>): Promise<T> => {
    const health = stateOf(vendor, companyId);
    const waitMs = health.pausedUntil - nowMs();
    if (health.last && waitMs > 0) {
      const retryAfterMs = Math.max(waitMs, health.comeBackAt - nowMs());
      throw new OutsideError({ ...health.last, retryAfterMs, unclear: false });
    }
    // One call at a time finds out whether the vendor is back.
    const isProbe = health.last !== null && health.pausedUntil > 0;
    if (isProbe) health.pausedUntil = nowMs() + health.pauseMs;
    try {
      const result = await call();
      succeeded(vendor, health);
      return result;
    } catch (error) {
      if (!isAway(error)) succeeded(vendor, health);
      else {
        // A handler may call a second vendor: the trouble is counted where it is, and was no probe there.
        const troubled = stateOf(error.failure.vendor, companyId);
        failed(troubled, error.failure, isProbe && troubled === health);
      }
      throw error;
    }
  };
  return {
    run: (vendor, companyId, call, priority = 0) =>
      stateOf(vendor, companyId).queue.add(() => attempt(vendor, companyId, call), { priority }),
  };
}

/** Their trouble, not that of one record. */
function isAway(error: unknown): error is OutsideError {
  return error instanceof OutsideError && error.failure.word === 'retry-later' && !error.failure.heldBack;
}
