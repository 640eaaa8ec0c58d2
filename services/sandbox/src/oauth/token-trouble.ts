import type { OauthMemory } from './grants.ts';

// What befalls tokens with the vendor, at a test's command. Each changes the memory in place.

/** Ends all access tokens of a company as if their hour had passed; gives how many there were. */
export function expireAccessTokens(memory: OauthMemory, companyId: number): number {
  const before = memory.accessTokens.length;
  memory.accessTokens = memory.accessTokens.filter((each) => each.companyId !== companyId);
  return before - memory.accessTokens.length;
}

/** Ends the refresh tokens of a company as if 60 days had passed without use; gives how many there were. */
export function expireRefreshTokens(memory: OauthMemory, companyId: number): number {
  const mine = memory.grants.filter((each) => each.companyId === companyId);
  for (const each of mine) each.lastUsedAt = new Date(0).toISOString();
  return mine.length;
}

/** Takes a scope from what a company granted, or gives it back; living tokens feel it at once. */
export function setScope(memory: OauthMemory, companyId: number, scope: string, granted: boolean): void {
  for (const each of [...memory.grants, ...memory.accessTokens]) {
    if (each.companyId !== companyId) continue;
    const others = each.scopes.filter((known) => known !== scope);
    each.scopes = granted ? [...others, scope] : others;
  }
}
