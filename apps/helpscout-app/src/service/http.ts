import type { ProblemDocument } from '#core/contract/problem.ts';
import type { Language } from '../words.ts';
import { type Failure, failureProblem } from './failures.ts';

/** The value, or why there is none, in the reader's words. */
export type Answer<Value> = { ok: true; value: Value } | { ok: false; problem: ProblemDocument };

/** What surrounds the calls. */
export interface Wire {
  fetch: typeof fetch;
  language(): Language;
  /** Told the service's time whenever it answers: ISO text or HTTP date, and the desk's own time in milliseconds. */
  onDate(date: string, localMs: number): void;
  localNowMs(): number;
}

/** One call: a POST where there is a `body`. */
export interface Call {
  path: string;
  body?: unknown;
  token?: string;
  signal?: AbortSignal;
}

const patienceMs = 10_000;

/** Makes a call. Never throws: silence, a broken connection and answers of somebody else become problems. */
export async function make<Value>(wire: Wire, call: Call): Promise<Answer<Value>> {
  const patience = AbortSignal.timeout(patienceMs);
  const signal = call.signal ? AbortSignal.any([patience, call.signal]) : patience;
  const failed = (failure: Failure) => ({
    ok: false as const,
    problem: failureProblem(failure, wire.language()),
  });
  try {
    const response = await wire.fetch(call.path, { ...requestOf(call), signal });
    wire.onDate(response.headers.get('date') ?? '', wire.localNowMs());
    const body: unknown = await response.json().catch(() => undefined);
    if (isAnswer(response, body)) return { ok: true, value: body as Value };
    return isProblem(body)
      ? { ok: false, problem: { ...body, status: response.status } }
      : failed('unreadable');
  } catch {
    return failed(patience.aborted ? 'late' : 'unreachable');
  }
}

function requestOf({ body, token }: Call): RequestInit {
  const headers = new Headers({ accept: 'application/json, application/problem+json' });
  if (token) headers.set('authorization', `Bearer ${token}`);
  const quiet = { headers, credentials: 'omit', cache: 'no-store' } as const;
  if (body === undefined) return quiet;
  headers.set('content-type', 'application/json');
  return { ...quiet, method: 'POST', body: JSON.stringify(body) };
}

/** A command that was heard and refused has its outcome beside the problem: that is an answer. */
function isAnswer(response: Response, body: unknown): boolean {
  if (typeof body !== 'object' || body === null) return false;
  return response.ok || ('outcome' in body && body.outcome === 'refused');
}

function isProblem(body: unknown): body is ProblemDocument {
  if (typeof body !== 'object' || body === null) return false;
  return (
    'title' in body && typeof body.title === 'string' && 'detail' in body && typeof body.detail === 'string'
  );
}
