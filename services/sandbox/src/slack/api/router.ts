import express, {
  type ErrorRequestHandler,
  type Request,
  type RequestHandler,
  type Response,
  Router,
} from 'express';
import type { RateLimiter } from '../rate-limits.ts';
import type { Installation } from '../records.ts';
import type { SlackContext } from '../slack-context.ts';
import { SlackError } from '../slack-error.ts';
import { appMethods, oauthAccess } from './app-methods.ts';
import { chatMethods } from './chat-methods.ts';
import { conversationMethods } from './conversation-methods.ts';
import { type Method, textArg } from './method.ts';
import { userMethods } from './user-methods.ts';
import { viewMethods } from './view-methods.ts';

const methods = new Map<string, Method>(
  Object.entries({ ...chatMethods, ...conversationMethods, ...userMethods, ...viewMethods, ...appMethods }),
);

/** Every address of the Web API has a dot, which no path of the other stand-ins under /api has. */
export const slackApiPath = /^\/api\/[a-z]+(?:\.[A-Za-z0-9]+)+$/;

/** Bodies of the Web API: forms with JSON inside, or JSON. */
export const readSlackBody: RequestHandler[] = [
  express.json({ limit: '5mb' }),
  express.urlencoded({ extended: false, limit: '5mb' }),
];

/** The Web API: POST /api/<method> (slack.md 12). Errors are told with status 200, but for too many calls. */
export function createApiRouter(context: SlackContext, limiter: RateLimiter): Router {
  const router = Router();
  router.all(slackApiPath, (req, res) => {
    const name = req.path.slice('/api/'.length);
    const args = argsOf(req);
    if (name === 'api.test') res.json({ ok: true, args });
    else if (name === 'oauth.v2.access') {
      const basic = /^Basic (.+)$/i.exec(req.get('authorization') ?? '')?.[1];
      res.json({ ok: true, ...oauthAccess(context, args, basic) });
    } else answer(context, limiter, { name, args, req, res });
  });
  router.use(answerError);
  return router;
}

function argsOf(req: Request): Record<string, unknown> {
  const body: unknown = req.body;
  return { ...req.query, ...(typeof body === 'object' && body !== null && !Array.isArray(body) ? body : {}) };
}

type Asked = { name: string; args: Record<string, unknown>; req: Request; res: Response };

function answer(context: SlackContext, limiter: RateLimiter, { name, args, req, res }: Asked): void {
  const method = methods.get(name);
  if (!method) throw new SlackError('unknown_method', { req_method: name });
  const installation = authenticated(context, req, args);
  res.set({
    'X-OAuth-Scopes': installation.scopes.join(','),
    'X-Accepted-OAuth-Scopes': method.scopes.join(','),
    'Cache-Control': 'no-store',
  });
  const call = { context, installation, args };
  const channel = textArg(call, 'channel') ?? '';
  const retryAfterSeconds = limiter.take(name, method.tier, installation.team_id, channel);
  if (retryAfterSeconds > 0) {
    res.status(429).set('Retry-After', String(retryAfterSeconds)).json({ ok: false, error: 'ratelimited' });
    return;
  }
  checkScopes(installation, method.scopes);
  res.json({ ok: true, ...method.run(call) });
}

function authenticated({ memory }: SlackContext, req: Request, args: Record<string, unknown>): Installation {
  const token = /^Bearer (.+)$/i.exec(req.get('authorization') ?? '')?.[1] ?? args.token;
  if (!token) throw new SlackError('not_authed');
  const found = memory.installations.find((each) => each.token === token);
  if (!found) throw new SlackError('invalid_auth');
  if (found.trouble !== null) throw new SlackError(found.trouble);
  return found;
}

function checkScopes(installation: Installation, wanted: readonly string[]): void {
  if (wanted.length === 0 || wanted.some((scope) => installation.scopes.includes(scope))) return;
  throw new SlackError('missing_scope', {
    needed: wanted.join(','),
    provided: installation.scopes.join(','),
  });
}

const answerError: ErrorRequestHandler = (error, _req, res, next) => {
  if (error instanceof SlackError) res.json({ ok: false, error: error.code, ...error.details });
  else if (error?.status === 400) res.json({ ok: false, error: 'invalid_json' });
  else next(error);
};
