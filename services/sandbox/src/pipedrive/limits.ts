/** What the account allows; tests change it in place. Sources: pipedrive.md 2.5, 3.5, 5. */
export type Limits = {
  dailyTokens: number;
  burst: number;
  searchBurst: number;
  burstWindowMs: number;
  searchLagMs: number;
  webhooksPerUser: number;
  webhookTimeoutMs: number;
  /** Off by default: a sandbox whose service is stopped for a while should still be told of later changes. */
  banEnabled: boolean;
};

/** Five seats on the largest plan (pipedrive.md 5.1) and the burst of an OAuth token on the smallest (5.2). */
export const defaultLimits: Limits = {
  dailyTokens: 30_000 * 7 * 5,
  burst: 80,
  searchBurst: 10,
  burstWindowMs: 2000,
  searchLagMs: 1000,
  webhooksPerUser: 40,
  webhookTimeoutMs: 10_000,
  banEnabled: false,
};
