import { randomUUID } from 'node:crypto';
import type { NextFunction, Request, RequestHandler, Response } from 'express';
import { observedDoor, underTrace } from '../trace.ts';

const ids = new WeakMap<object, string>();
const sane = /^[\w.:-]{1,128}$/;

/** Gives every request an id (the caller's, if it is a sane one), answers with it, and works under it. */
export function withRequestId(): RequestHandler {
  return (request, response, next) => {
    const given = request.headers['x-request-id'];
    const requestId = typeof given === 'string' && sane.test(given) ? given : randomUUID();
    ids.set(request, requestId);
    response.setHeader('x-request-id', requestId);
    underTrace({ requestId }, () => told(request, response, next));
  };
}

/** Doors that are knocked at all the time, by machines, and lead to nothing. */
const idleDoor = /^\/(health|metrics|surfaces)\b/;

function told(request: Request, response: Response, next: NextFunction): void {
  const { method, path } = request;
  if (idleDoor.test(path)) {
    next();
    return;
  }
  const door = doorOf(path);
  const piece = {
    name: `${method} ${door}`,
    facts: { 'http.request.method': method, 'url.path': door },
    isFirst: true,
  };
  const whenAnswered = (answered: (status: number) => void) =>
    response.once('close', () => answered(response.statusCode));
  observedDoor(piece, whenAnswered, next);
}

/** The first two parts of a path; what may be the secret of a link is left out. */
function doorOf(path: string): string {
  const [, first = '', second] = path.split('/');
  if (second === undefined) return `/${first}`;
  return `/${first}/${/^[a-z-]{1,24}$/.test(second) ? second : '*'}`;
}

/** The id of a request that went through `withRequestId`. */
export function requestIdOf(request: Request): string {
  return ids.get(request) ?? 'unknown';
}
