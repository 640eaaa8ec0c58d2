import { createHash, timingSafeEqual } from 'node:crypto';
import type { RequestHandler } from 'express';
import { Refusal } from './refusal.ts';

function digest(text: string): Buffer {
  return createHash('sha256').update(text).digest();
}

/**
 * Lets in requests with the token in `x-api-token` or `Authorization: Bearer`; the official client may send
 * both (pipedrive.md 1.2). Throws the documented 401 (1.6).
 */
export function requireToken(apiToken: string): RequestHandler {
  const expected = digest(apiToken);
  return (request, _response, next) => {
    const bearer = /^Bearer (.+)$/i.exec(request.get('authorization') ?? '')?.[1];
    const sent = request.get('x-api-token') ?? bearer;
    if (sent === undefined || !timingSafeEqual(digest(sent), expected)) {
      throw new Refusal(401, { success: false, error: 'unauthorized access', errorCode: 401 });
    }
    next();
  };
}
