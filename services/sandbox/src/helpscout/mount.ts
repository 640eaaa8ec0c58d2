import express, { type ErrorRequestHandler, type Express } from 'express';
import type { CallLog } from '../calls.ts';
import type { MisbehaviourRules } from '../misbehaviour.ts';
import { misbehave } from '../misbehaviour-middleware.ts';
import { errorBody, HelpscoutError } from './api/helpscout-error.ts';
import { helpscoutApiPaths } from './api/router.ts';
import type { HelpscoutStandIn } from './stand-in.ts';

type Watching = { calls: CallLog; rules: MisbehaviourRules };

/** Serves the Mailbox API: logged, misbehaving as told. The pages under /helpscout are not touched. */
export function mountHelpscout(app: Express, helpscout: HelpscoutStandIn, { calls, rules }: Watching): void {
  app.use(
    helpscoutApiPaths,
    calls.middleware('helpscout', withoutSecrets),
    express.json({ limit: '30mb', type: ['application/json', 'application/hal+json'] }),
    express.urlencoded({ extended: false, limit: '1mb' }),
    misbehave(rules, 'helpscout', vendorErrorBody, 'X-RateLimit-Retry-After'),
  );
  app.use(helpscout.router);
  app.use(helpscoutApiPaths, unreadableBody);
}

const unreadableBody: ErrorRequestHandler = (error, _req, res, _next) => {
  const status = error?.status === 413 ? 413 : 400;
  const message = status === 413 ? 'Request entity too large' : 'Malformed JSON';
  const body = JSON.stringify(errorBody(new HelpscoutError(status, message), 'sandbox'));
  res.status(status).type('application/vnd.error+json').send(body);
};

function vendorErrorBody(status: number): { type: string; body: unknown } {
  if (status === 429) return { type: 'application/json', body: { message: 'API rate limit exceeded' } };
  const words: Record<number, string> = { 401: 'Unauthorized', 404: 'Not Found', 500: 'Internal error' };
  const error = new HelpscoutError(status, words[status] ?? 'Bad request');
  return { type: 'application/vnd.error+json', body: errorBody(error, 'sandbox') };
}

const secretNames = new Set(['client_secret', 'code', 'refresh_token', 'secret']);
const shownDataLength = 20;

/** What the log keeps of a body: no credential, and of files their beginning. */
function withoutSecrets(body: unknown): unknown {
  if (Array.isArray(body)) return body.map(withoutSecrets);
  if (typeof body !== 'object' || body === null) return body ?? null;
  const kept = Object.entries(body).filter(([name]) => !secretNames.has(name));
  return Object.fromEntries(
    kept.map(([name, value]) => [
      name,
      name === 'data' ? String(value).slice(0, shownDataLength) : withoutSecrets(value),
    ]),
  );
}
