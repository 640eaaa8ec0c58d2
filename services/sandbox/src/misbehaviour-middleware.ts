import { setTimeout as wait } from 'node:timers/promises';
import type { RequestHandler, Response } from 'express';
import type { MisbehaviourRule, MisbehaviourRules } from './misbehaviour.ts';

/** The body a vendor gives with an error status; undefined = an empty body. */
export type VendorErrorBody = (status: number) => { type: string; body: unknown } | undefined;

/**
 * Makes the HTTP stand-ins misbehave as the rules say: slow, 429, 500, an HTML page of the network in front,
 * a connection that is cut, or one that never answers (before the write, or after it with `after`).
 * @param retryAfterHeader where the vendor says how long to wait, in seconds
 */
export function misbehave(
  rules: MisbehaviourRules,
  vendor: 'pipedrive' | 'accounts' | 'slack' | 'helpscout',
  errorBody: VendorErrorBody,
  retryAfterHeader = 'Retry-After',
): RequestHandler {
  const answerWithError = (res: Response, rule: MisbehaviourRule): void =>
    answerError(res, rule, { errorBody, retryAfterHeader });
  return async (req, res, next) => {
    const { delayMs, lateMs, rule } = rules.take(vendor, req.method, req.originalUrl);
    if (delayMs > 0) await wait(delayMs, undefined, { ref: false });
    if (lateMs > 0) answerLate(res, lateMs);
    if (!rule) return next();
    if (rule.after && rule.kind !== 'reset' && rule.kind !== 'timeout') {
      answerAfterwards(res, () => answerWithError(res, rule));
      return next();
    }
    if (rule.kind === 'reset' || rule.kind === 'timeout') {
      if (!rule.after) return goSilent(res, rule);
      withholdAnswer(res, rule);
      return next();
    }
    answerWithError(res, rule);
  };
}

function goSilent(res: Response, rule: MisbehaviourRule): void {
  if (rule.kind === 'reset') res.socket?.resetAndDestroy();
}

/** The handler carries its write out, but what it answers never reaches the caller. */
function withholdAnswer(res: Response, rule: MisbehaviourRule): void {
  res.write = () => true;
  res.end = (() => {
    goSilent(res, rule);
    return res;
  }) as Response['end'];
}

/** The handler works at once; what it answers comes later. */
function answerLate(res: Response, lateMs: number): void {
  const end = res.end.bind(res);
  res.end = ((...content: Parameters<typeof end>) => {
    setTimeout(() => end(...content), lateMs).unref();
    return res;
  }) as Response['end'];
}

/** The handler carries its write out; the caller is told something else. */
function answerAfterwards(res: Response, answer: () => void): void {
  const { end } = res;
  res.end = (() => {
    res.end = end;
    for (const name of ['ETag', 'Content-Length']) res.removeHeader(name);
    answer();
    return res;
  }) as Response['end'];
}

type Wording = { errorBody: VendorErrorBody; retryAfterHeader: string };

function answerError(res: Response, rule: MisbehaviourRule, { errorBody, retryAfterHeader }: Wording): void {
  if (rule.kind === '403-html') {
    res.status(403).set('Server', 'cloudflare').type('text/html').send(blockedPage);
    return;
  }
  if (rule.kind === 'error') {
    res.json({ ok: false, error: rule.error ?? 'invalid_auth' });
    return;
  }
  const status = Number(rule.kind);
  if (rule.retryAfterSeconds !== undefined) res.set(retryAfterHeader, String(rule.retryAfterSeconds));
  const content = errorBody(status);
  res.status(status);
  if (content) res.type(content.type).send(JSON.stringify(content.body));
  else res.end();
}

/** After too many refused calls the CDN answers in the vendor's place, in HTML (pipedrive.md 5.3). */
const blockedPage = `<!DOCTYPE html>
<html lang="en-US"><head><title>Access denied | api.pipedrive.com used Cloudflare to restrict access</title></head>
<body><h1>Error 1015</h1><p>You are being rate limited. The owner of this website has banned you temporarily.</p></body></html>
`;

/** Pipedrive's generic error body (pipedrive.md 2.3); a 429 has none (5.3). */
export function pipedriveErrorBody(status: number): ReturnType<VendorErrorBody> {
  if (status === 429) return undefined;
  const texts: Record<number, [string, string]> = {
    400: ['Bad request', 'The sandbox was told to refuse this request.'],
    403: ['Scope and URL mismatch', 'Please check developers.pipedrive.com'],
    404: ['Entity was not found', 'Object was not found.'],
    500: ['Internal server error', 'Please try again later.'],
  };
  const [error, errorInfo] = texts[status] ?? ['Error', ''];
  return {
    type: 'application/json',
    body: { success: false, error, error_info: errorInfo, data: null, additional_data: null },
  };
}
