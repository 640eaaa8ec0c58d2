import { randomUUID } from 'node:crypto';
import { type ErrorRequestHandler, type Request, type Response, Router } from 'express';
import { HelpscoutActError, type HelpscoutContext } from '../helpscout-context.ts';
import { agentOf } from '../lookup.ts';
import type { RateLimiter } from '../rate-limits.ts';
import type { Agent } from '../records.ts';
import type { Endpoint } from './call.ts';
import { searchConversations } from './conversation-list.ts';
import { endpoints, searchPath } from './endpoints.ts';
import { errorBody, HelpscoutError } from './helpscout-error.ts';
import { giveToken } from './token-call.ts';

/** Where the Mailbox API lives in the sandbox; `/v3` stands beside it. */
export const helpscoutApiPaths = ['/helpscout/v2', '/helpscout/v3'];

/** The Mailbox API. Every call but the one for a token needs one, and is counted (helpscout.md 5). */
export function createApiRouter(context: HelpscoutContext, limiter: RateLimiter): Router {
  const router = Router();
  router.use(helpscoutApiPaths, (_req, res, next) => {
    res.set({ 'Correlation-ID': randomUUID(), 'Cache-Control': 'no-store' });
    next();
  });
  router.post('/helpscout/v2/oauth2/token', (req, res) => giveToken(context, req, res));
  const serve =
    (endpoint: Endpoint) =>
    (req: Request, res: Response): void => {
      const agent = authenticated(context, req);
      if (isWithinLimit(limiter, req, res)) endpoint({ context, req, res, agent });
    };
  for (const [method, path, endpoint] of endpoints) router[method](`/helpscout/v2${path}`, serve(endpoint));
  router.get(searchPath, serve(searchConversations));
  router.use(helpscoutApiPaths, () => {
    throw HelpscoutError.notFound();
  });
  router.use(helpscoutApiPaths, answerError);
  return router;
}

function authenticated(context: HelpscoutContext, req: Request): Agent {
  const token = /^Bearer (.+)$/i.exec(req.get('authorization') ?? '')?.[1];
  const { accessTokens } = context.memory;
  const found = accessTokens.find((each) => each.token === token);
  const agent = agentOf(context, found?.agentId ?? null);
  const isAlive = found !== undefined && Date.parse(found.diesAt) > context.now().getTime();
  if (!isAlive || !agent?.isActive) throw new HelpscoutError(401, 'Unauthorized');
  return agent;
}

/** Sets the headers of the rate limit; a call too many is answered 429 and not carried out. */
function isWithinLimit(limiter: RateLimiter, req: Request, res: Response): boolean {
  const allowance = limiter.take(req.method);
  if (!allowance) return true;
  res.set({
    'X-RateLimit-Limit-Minute': String(allowance.limit),
    'X-RateLimit-Remaining-Minute': String(allowance.remaining),
  });
  if (allowance.retryAfterSeconds === 0) return true;
  res.set('X-RateLimit-Retry-After', String(allowance.retryAfterSeconds));
  res.status(429).json({ message: 'API rate limit exceeded' });
  return false;
}

const answerError: ErrorRequestHandler = (error, _req, res, next) => {
  const known = knownError(error);
  if (!known) return next(error);
  const body = JSON.stringify(errorBody(known, randomUUID()));
  res.status(known.status).type('application/vnd.error+json').send(body);
};

function knownError(error: unknown): HelpscoutError | undefined {
  if (error instanceof HelpscoutError) return error;
  if (error instanceof HelpscoutActError) return new HelpscoutError(400, error.message);
  return undefined;
}
