import { z } from 'zod';

const grant = z.object({
  companyId: z.int(),
  userId: z.int(),
  refreshToken: z.string(),
  scopes: z.array(z.string()),
  installedAt: z.string(),
  lastUsedAt: z.string(),
});

/** One installation: the app may act for one user of one company (pipedrive.md 1.1: per user, not per company). */
export type Grant = z.infer<typeof grant>;

const counts = z.object({
  codes: z.int(),
  exchanges: z.int(),
  refreshes: z.int(),
  refused: z.int(),
  revocations: z.int(),
});

/** What the token door was asked for, for tests that want exactly one refresh. */
export type OauthCounts = z.infer<typeof counts>;

/** Nothing asked yet. */
export function noCounts(): OauthCounts {
  return { codes: 0, exchanges: 0, refreshes: 0, refused: 0, revocations: 0 };
}

/** Everything the authorization server remembers: plain JSON. Instants are ISO texts. */
export const oauthMemory = z.object({
  settings: z.object({
    /** The one callback URL of the app; null = `/oauth/pipedrive/callback` of the service. */
    callbackUrl: z.string().nullable(),
    accessTokenSeconds: z.int(),
    refreshTokenDays: z.number(),
    /** What the app asks for in its settings with the vendor; an installation gets all of it. */
    scopes: z.array(z.string()),
  }),
  codes: z.array(
    z.object({
      code: z.string(),
      companyId: z.int(),
      userId: z.int(),
      expiresAt: z.string(),
    }),
  ),
  grants: z.array(grant),
  accessTokens: z.array(
    z.object({
      token: z.string(),
      companyId: z.int(),
      userId: z.int(),
      /** As they were granted: a scope dropped later is gone from living tokens too. */
      scopes: z.array(z.string()),
      expiresAt: z.string(),
    }),
  ),
  counts,
});
export type OauthMemory = z.infer<typeof oauthMemory>;

/** The scopes an app like this one asks for (pipedrive.md 1.3). */
export const appScopes = [
  ...['base', 'deals:full', 'contacts:full', 'activities:full', 'users:read', 'recents:read', 'search:read'],
  ...['deal-fields:full', 'contact-fields:full', 'admin', 'webhooks:full'],
];

/** Nobody has installed the app; tokens live as long as the vendor's (pipedrive.md 1.1). */
export function noOauth(): OauthMemory {
  return {
    settings: {
      callbackUrl: null,
      accessTokenSeconds: 3599,
      refreshTokenDays: 60,
      scopes: [...appScopes],
    },
    codes: [],
    grants: [],
    accessTokens: [],
    counts: noCounts(),
  };
}
