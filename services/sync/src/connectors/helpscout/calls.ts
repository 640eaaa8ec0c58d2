import type { AxiosInstance, AxiosResponse } from 'axios';
import type * as z from 'zod';
import type { OutsideError } from '../errors.ts';
import { createHttp } from '../http.ts';
import { statusOf, toDeskError } from './errors.ts';
import type { TokenSource } from './oauth.ts';
import { costs, type Pacing, type Side } from './pacing.ts';

/** Where each call leaves a line, method and path but never token, text or query; a pino logger fits. */
export interface CallLog {
  debug(fields: object, message: string): void;
  warn(fields: object, message: string): void;
}

export interface DeskCall {
  method: 'get' | 'post' | 'put' | 'patch';
  /** Below the API's address, or a whole address of another version of it. */
  path: string;
  query?: Record<string, string>;
  body?: object;
  /** A 301 is an answer: the record lives on under another id (helpscout.md 2.1). */
  mayHaveMoved?: boolean;
}

/** What came back, as far as it is not read yet. */
export interface DeskAnswer {
  status: number;
  header(name: string): string | null;
  body: unknown;
}

/** What every call to one account goes through; each throws OutsideError, and what the keep of the token threw. */
export interface Calls {
  /** Makes one call; nothing is repeated but after a 401, which says that it was not carried out. */
  send(call: DeskCall): Promise<DeskAnswer>;
  /** Makes one call and reads its body. */
  read<S extends z.ZodType>(call: Omit<DeskCall, 'method'>, schema: S): Promise<z.output<S>>;
}

export interface CallsOptions {
  /** Ends in `/v2` (interfaces.md section 5). */
  apiUrl: string;
  token: TokenSource;
  pacing: Pacing;
  side: Side;
  timeoutMs: number;
  log?: CallLog;
}

/** Sends by the side's own connections, with the token of all. */
export function createCalls(options: CallsOptions): Calls {
  const { token, pacing, side } = options;
  const once = createSending(options);
  const send: Calls['send'] = async (call) => {
    const cost = call.method === 'get' ? costs.read : costs.write;
    const inTurn = (bearer: string) => pacing.run(side, cost, () => once(call, bearer));
    const first = await token.current();
    try {
      return await inTurn(first);
    } catch (error) {
      if (statusOf(error) !== 401) throw error;
    }
    const fresh = await token.current(first);
    try {
      return await inTurn(fresh);
    } catch (error) {
      if (statusOf(error) === 401) token.refusedAnew();
      throw error;
    }
  };
  return {
    send,
    async read(call, schema) {
      const { body } = await send({ ...call, method: 'get' });
      const parsed = schema.safeParse(body);
      if (!parsed.success) throw toDeskError(parsed.error);
      return parsed.data;
    },
  };
}

function createSending({ apiUrl, pacing, timeoutMs, log }: CallsOptions) {
  const http = createHttp({
    vendor: 'helpscout',
    baseURL: apiUrl,
    timeoutMs,
    headers: { Accept: 'application/hal+json, application/json' },
    onAnswer: (answer) => pacing.observe(answer),
  });
  return async (call: DeskCall, bearer: string): Promise<DeskAnswer> => {
    const startedAt = performance.now();
    const noted: { outcome: string; correlationId: string | null } = { outcome: 'ok', correlationId: null };
    try {
      const answer = toAnswer(await request(http, call, bearer));
      noted.correlationId = answer.header('correlation-id');
      return answer;
    } catch (error) {
      const failed = toDeskError(error, {
        isOnce: call.method === 'post',
        isInConversation: call.path.startsWith('/conversations/'),
        heldForMs: pacing.heldForMs(),
      });
      noted.outcome = outcomeOf(failed);
      throw failed;
    } finally {
      const durationMs = Math.round(performance.now() - startedAt);
      log?.debug({ vendor: 'helpscout', method: call.method, path: call.path, ...noted, durationMs }, 'call');
    }
  };
}

function request(http: AxiosInstance, call: DeskCall, bearer: string) {
  const { method, path, query, body, mayHaveMoved = false } = call;
  return http.request<unknown>({
    method,
    url: query === undefined ? path : `${path}?${new URLSearchParams(query)}`,
    ...(body === undefined ? {} : { data: body }),
    headers: { Authorization: `Bearer ${bearer}` },
    validateStatus: (status) => status < 300 || (status === 301 && mayHaveMoved),
  });
}

function toAnswer({ status, headers, data }: AxiosResponse<unknown>): DeskAnswer {
  const header = (name: string) => {
    const value: unknown = headers[name];
    return typeof value === 'string' && value !== '' ? value : null;
  };
  return { status, header, body: data };
}

function outcomeOf({ failure }: OutsideError): string {
  return failure.status === undefined ? failure.word : `status ${failure.status}`;
}
