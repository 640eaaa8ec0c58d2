import type { Limits } from './records.ts';

/** Of a method: special for posts, else a number of calls a minute; null = not counted here. */
export type Tier = 'post' | 'tier2' | 'tier3' | 'tier4' | null;

export type RateLimiter = {
  /** Seconds to wait (Retry-After), or 0 when the call may go on; counts it then. */
  take(method: string, tier: Tier, teamId: string, channel: string): number;
  clear(): void;
};

type Bucket = { left: number; atMs: number };

/** Calls are counted per method and workspace, posts per channel (slack.md 12): buckets that fill up evenly. */
export function createRateLimiter(limits: () => Limits, now: () => Date): RateLimiter {
  const buckets = new Map<string, Bucket>();
  const takeFrom = (key: string, size: number, perSecond: number): number => {
    const atMs = now().getTime();
    const known = buckets.get(key) ?? { left: size, atMs };
    const left = Math.min(size, known.left + ((atMs - known.atMs) / 1000) * perSecond);
    const isGood = left >= 1;
    buckets.set(key, { left: isGood ? left - 1 : left, atMs });
    return isGood ? 0 : Math.max(1, Math.ceil((1 - left) / perSecond));
  };
  return {
    take(method, tier, teamId, channel) {
      const set = limits();
      if (!set.isOn || tier === null) return 0;
      if (tier === 'post') return takeFrom(`post ${teamId} ${channel}`, set.postBurst, set.postsPerSecond);
      return takeFrom(`${method} ${teamId}`, set[tier], set[tier] / 60);
    },
    clear: () => buckets.clear(),
  };
}
