import { randomUUID } from 'node:crypto';
import type { Request, RequestHandler } from 'express';
import { underTrace } from '../trace.ts';

const ids = new WeakMap<object, string>();
const sane = /^[\w.:-]{1,128}$/;

/** Gives every request an id (the caller's, if it is a sane one), answers with it, and works under it. */
export function withRequestId(): RequestHandler {
  return (request, response, next) => {
    const given = request.headers['x-request-id'];
    const requestId = typeof given === 'string' && sane.test(given) ? given : randomUUID();
    ids.set(request, requestId);
    response.setHeader('x-request-id', requestId);
    underTrace({ requestId }, next);
  };
}

/** The id of a request that went through `withRequestId`. */
export function requestIdOf(request: Request): string {
  return ids.get(request) ?? 'unknown';
}
