import type { ErrorRequestHandler, Express } from 'express';
import type { CallLog } from '../calls.ts';
import type { MisbehaviourRules } from '../misbehaviour.ts';
import { misbehave } from '../misbehaviour-middleware.ts';
import { readSlackBody, slackApiPath } from './api/router.ts';
import { responseUrlPath } from './response-urls.ts';
import type { SlackStandIn } from './stand-in.ts';

type Watching = { calls: CallLog; rules: MisbehaviourRules };

/** Serves the Web API and the response addresses: logged, misbehaving as told. Other paths under /api are not touched. */
export function mountSlack(app: Express, slack: SlackStandIn, { calls, rules }: Watching): void {
  app.use(
    [slackApiPath, responseUrlPath],
    calls.middleware('slack', withoutSecrets, pathWithoutSecrets),
    ...readSlackBody,
    misbehave(rules, 'slack', slackErrorBody),
  );
  app.use(slack.router);
  app.use([slackApiPath, responseUrlPath], unreadableBody);
}

const unreadableBody: ErrorRequestHandler = (_error, _req, res, _next) => {
  res.json({ ok: false, error: 'invalid_json' });
};

/** Slack's edge answers in plain words where the API does not. */
function slackErrorBody(status: number): { type: string; body: unknown } {
  const error = status === 429 ? 'ratelimited' : 'internal_error';
  return { type: 'application/json', body: { ok: false, error } };
}

/** Whoever holds a response address may write there, and a token may stand in a query. */
function pathWithoutSecrets(path: string): string {
  return path.replace(/^(\/api\/response\/)[\w-]+/, '$1…').replace(/([?&]token=)[^&]*/, '$1…');
}

const secretNames = new Set(['token', 'client_secret', 'code', 'refresh_token']);

/** What the log keeps of a body: no credential, and what came as JSON in a form as data. */
function withoutSecrets(body: unknown): unknown {
  if (typeof body !== 'object' || body === null) return null;
  const kept = Object.entries(body).filter(([name]) => !secretNames.has(name));
  return Object.fromEntries(kept.map(([name, value]) => [name, readable(value)]));
}

function readable(value: unknown): unknown {
  if (typeof value !== 'string' || !/^[[{]/.test(value)) return value;
  try {
    return JSON.parse(value);
  } catch {
    return value;
  }
}
