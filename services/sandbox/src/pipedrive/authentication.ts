import { createHash, timingSafeEqual } from 'node:crypto';
import type { RequestHandler, Response } from 'express';
import type { Actor } from './context.ts';
import { byId } from './lookup.ts';
import type { PipedriveMemory } from './records.ts';
import { Refusal } from './refusal.ts';

/** The user behind an access token of the app, and what the app may do in that user's name. */
export type AppUser = { userId: number; scopes: readonly string[] };

/** Who calls: a user by an API token (`scopes` null: all that the user may do) or by the app. */
export type Caller = Actor & { scopes: readonly string[] | null };

/** The tokens one company knows. */
export type Tokens = {
  apiToken: string;
  /** Whose API token it is: calls with it are this user's. */
  apiUserId: number;
  /** The user of an access token of this company that is good now. */
  findAppUser: (accessToken: string) => AppUser | undefined;
};

function digest(text: string): Buffer {
  return createHash('sha256').update(text).digest();
}

/** The token of a request: `x-api-token` before `Authorization: Bearer`; clients may send both (pipedrive.md 1.2). */
export function tokenOf(get: (header: string) => string | undefined): string | undefined {
  return get('x-api-token') ?? /^Bearer (.+)$/i.exec(get('authorization') ?? '')?.[1];
}

/** Is this that API token? Compared in constant time. */
export function isApiToken(sent: string, apiToken: string): boolean {
  return timingSafeEqual(digest(sent), digest(apiToken));
}

/**
 * Lets in requests with an API token or an access token of an active user of this company; `callerOf` tells
 * handlers who it is. Throws the documented 401 (pipedrive.md 1.6), the same for unknown and expired tokens.
 */
export function requireToken(memory: PipedriveMemory, tokens: Tokens): RequestHandler {
  return (request, response, next) => {
    const sent = tokenOf((header) => request.get(header));
    const caller = sent === undefined ? undefined : findCaller(tokens, sent);
    if (!caller || !byId(memory.users, caller.userId)?.active) {
      throw new Refusal(401, { success: false, error: 'unauthorized access', errorCode: 401 });
    }
    response.locals.caller = caller;
    response.locals.companyId = memory.companyId;
    next();
  };
}

function findCaller(tokens: Tokens, sent: string): Caller | undefined {
  if (isApiToken(sent, tokens.apiToken)) return { userId: tokens.apiUserId, source: 'api', scopes: null };
  const user = tokens.findAppUser(sent);
  return user && { ...user, source: 'api' };
}

/** Who makes this request: to be asked behind `requireToken` only. */
export function callerOf(response: Response): Caller {
  return response.locals.caller as Caller;
}
