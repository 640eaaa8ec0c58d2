import type { TurnPace } from '#core/model/call-turns.ts';

/** How fast one method may be called. */
export interface Pace extends TurnPace {
  /** Each channel has an allowance of its own. */
  isPerChannel: boolean;
}

/** Calls a minute that Slack grants at least, by tier (slack.md 12). */
const tiers = { 2: 20, 3: 50, 4: 100 } as const;
type Tier = keyof typeof tiers;

const tierOf: Record<string, Tier> = {
  'chat.update': 3,
  'conversations.history': 3,
  'conversations.info': 3,
  'conversations.open': 3,
  'conversations.replies': 3,
  'users.lookupByEmail': 3,
  'auth.test': 4,
  'chat.postEphemeral': 4,
  'users.info': 4,
  'views.open': 4,
  'views.publish': 4,
  'views.update': 4,
};

const posting: Pace = { gapMs: 1_000, burst: 1, isPerChannel: true };
/** The part of a minute's calls that may leave at once; with the rest spread, no minute exceeds its tier. */
const burstShare = 0.2;

/** One post a second in each channel; other methods by their tier, unknown ones by the lowest. */
export function paceOf(method: string): Pace {
  if (method === 'chat.postMessage') return posting;
  const perMinute = tiers[tierOf[method] ?? 2];
  const gapMs = 60_000 / (perMinute * (1 - burstShare));
  return { gapMs, burst: perMinute * burstShare, isPerChannel: false };
}
