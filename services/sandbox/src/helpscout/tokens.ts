import { randomBytes } from 'node:crypto';
import type { HelpscoutContext } from './helpscout-context.ts';
import type { AccessToken } from './records.ts';

/** Two days (helpscout.md 1). */
export const tokenSeconds = 172_800;
const codeMs = 10 * 60_000;

function secretWord(): string {
  return randomBytes(24).toString('hex');
}

/** A code of the browser's way: good once, for ten minutes. */
export function newCode(context: HelpscoutContext, agentId: number): string {
  const code = secretWord();
  const diesAt = new Date(context.now().getTime() + codeMs).toISOString();
  context.memory.codes.push({ code, agentId, diesAt });
  context.changed();
  return code;
}

/** A new access token; those before it go on working unless the account ends them. */
export function newAccessToken(context: HelpscoutContext, agentId: number): string {
  const { memory, now } = context;
  const at = now().getTime();
  const alive = memory.accessTokens.filter((each) => Date.parse(each.diesAt) > at);
  const added: AccessToken = {
    token: secretWord(),
    agentId,
    diesAt: new Date(at + tokenSeconds * 1000).toISOString(),
  };
  memory.accessTokens = memory.settings.doesTokenKillOlder ? [added] : [...alive, added];
  context.changed();
  return added.token;
}

/** A refresh token, which stays good. */
export function newRefreshToken(context: HelpscoutContext, agentId: number): string {
  const token = secretWord();
  context.memory.refreshTokens.push({ token, agentId });
  return token;
}

/** All access tokens end now, as if two days had passed. */
export function expireTokens(context: HelpscoutContext): void {
  context.memory.accessTokens = [];
  context.changed();
}
