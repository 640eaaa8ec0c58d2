import type { Language } from '../language.ts';
import type { Reply } from './answer.ts';
import { type Failure, failureOfStatus, failureProblem, readProblem } from './failures.ts';
import type { ServerClock } from './server-clock.ts';

const usualTimeoutMs = 10_000;

/** What an HTTP exchange with the service needs from around it. */
export interface Transport {
  fetch: typeof fetch;
  localNowMs(): number;
  clock: ServerClock;
  language(): Language;
}

/** One call: `body` makes it a POST unless `method` says otherwise; `signal` takes it back. */
export interface Call {
  path: string;
  method?: 'PUT' | 'DELETE';
  token?: string;
  body?: unknown;
  signal?: AbortSignal;
  /** For work that takes the service longer than the usual 10 s. */
  timeoutMs?: number;
  /** Sends the cookie of the sign-in, which nothing but a session is opened with. */
  withCookie?: boolean;
  /** The answer is a text, not JSON. */
  reads?: 'text';
}

/** Makes one call, never throws: no answer within 10 s, no connection and unreadable bodies become problems. */
export async function exchange(transport: Transport, call: Call): Promise<Reply> {
  const timeout = AbortSignal.timeout(call.timeoutMs ?? usualTimeoutMs);
  const sentAtMs = transport.localNowMs();
  try {
    const response = await transport.fetch(call.path, {
      method: call.method ?? (call.body === undefined ? 'GET' : 'POST'),
      headers: headersOf(call),
      credentials: call.withCookie ? 'same-origin' : 'omit',
      cache: 'no-store',
      signal: call.signal ? AbortSignal.any([timeout, call.signal]) : timeout,
      ...(call.body !== undefined && { body: JSON.stringify(call.body) }),
    });
    transport.clock.learn(response.headers.get('date'), sentAtMs, transport.localNowMs());
    return readReply(response, await bodyOf(response, call), transport.language());
  } catch {
    return failed(timeout.aborted ? 'too-slow' : 'unreachable', transport.language());
  }
}

function headersOf(call: Call): Record<string, string> {
  return {
    accept: 'application/json, application/problem+json',
    ...(call.body !== undefined && { 'content-type': 'application/json' }),
    ...(call.token !== undefined && { authorization: `Bearer ${call.token}` }),
  };
}

async function bodyOf(response: Response, call: Call): Promise<unknown> {
  if (response.status === 204) return null;
  const text = await response.text();
  if (response.ok && call.reads === 'text') return text;
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function readReply(response: Response, body: unknown, language: Language): Reply {
  if (response.ok) return body === undefined ? failed('broken', language) : { ok: true, body };
  const problem = readProblem(body);
  if (problem) return { ok: false, problem: { ...problem, status: response.status }, body };
  return { ...failed(failureOfStatus(response.status), language), body };
}

function failed(failure: Failure, language: Language) {
  return { ok: false as const, problem: failureProblem(failure, language), body: undefined };
}
