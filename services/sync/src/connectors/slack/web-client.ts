import { createRequire } from 'node:module';
import type { FetchFunction, WebClient } from '@slack/web-api';
import { currentRequestId, vendorCall } from '../../trace.ts';
import { userAgent } from '../http.ts';
import { retryAfterOf } from '../http-errors.ts';
import { unsaidPauseMs } from './errors.ts';

type WebApi = typeof import('@slack/web-api');
type Logger = NonNullable<ConstructorParameters<typeof WebClient>[1]>['logger'];

/** Slack's client writes bodies and answers, people's words included: our own lines say enough. */
const silent: NonNullable<Logger> = {
  debug() {},
  info() {},
  warn() {},
  error() {},
  setLevel() {},
  setName() {},
  getLevel: () => 'error' as ReturnType<NonNullable<Logger>['getLevel']>,
};

export interface WebClientOptions {
  /** Ends in `/api/` (interfaces.md section 5). */
  apiUrl: string;
  /** Absent for the calls that come before there is one. */
  token?: string;
  /** For the whole call, answer included. */
  timeoutMs: number;
}

/**
 * Slack's own client, with nobody repeating a call but us and no waiting inside (slack.md 12). The package is loaded
 * when a client is made, not when imported: a service without Slack does not pay for it.
 */
export function createWebClient({ apiUrl, token, timeoutMs }: WebClientOptions): WebClient {
  const webApi = createRequire(import.meta.url)('@slack/web-api') as WebApi;
  return new webApi.WebClient(token, {
    slackApiUrl: apiUrl,
    allowAbsoluteUrls: false,
    retryConfig: { retries: 0 },
    rejectRateLimitedCalls: true,
    timeout: timeoutMs,
    headers: { 'User-Agent': userAgent },
    logger: silent,
    fetch: tracedFetch,
  });
}

/** Adds the request id, and makes every 429 say in seconds how long to wait: the client reads nothing else. */
const tracedFetch: FetchFunction = async (url, { signal, body, ...init } = {}) => {
  const requestId = currentRequestId();
  const headers = { ...init.headers, ...(requestId === undefined ? {} : { 'x-request-id': requestId }) };
  const answer = await vendorCall(
    'slack',
    { method: init.method ?? 'POST', path: pathOf(url) },
    async (call) => {
      const came = await fetch(url, {
        ...init,
        headers,
        // Not followed, and seen as what it is: the client's own `error` looks like a broken connection.
        redirect: 'manual',
        ...(body === undefined ? {} : { body }),
        ...(signal === undefined ? {} : { signal }),
      });
      call.status = came.status;
      return came;
    },
  );
  if (answer.status !== 429) return answer;
  const pauseMs = retryAfterOf(answer.headers.get('retry-after'), Date.now()) ?? unsaidPauseMs;
  const patient = new Headers(answer.headers);
  patient.set('retry-after', String(Math.max(1, Math.ceil(pauseMs / 1000))));
  return new Response(answer.body, { status: answer.status, headers: patient });
};

function pathOf(url: Parameters<FetchFunction>[0]): string {
  return URL.parse(String(url))?.pathname ?? '';
}
