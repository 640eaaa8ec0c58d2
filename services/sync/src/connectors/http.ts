import { Agent as HttpAgent } from 'node:http';
import { Agent as HttpsAgent } from 'node:https';
import { createRequire } from 'node:module';
import type { AxiosAdapter, AxiosInstance, AxiosStatic } from 'axios';
import pRetry from 'p-retry';
import project from '../../../../package.json' with { type: 'json' };
import { currentRequestId, vendorCall } from '../trace.ts';
import type { Vendor } from './errors.ts';
import { isBlip, toOutsideError } from './http-errors.ts';
import { createRetryAfter } from './retry-after.ts';

/** The CommonJS build is the one the vendors' clients load: sharing it saves a second axios (3 MB, 25 ms). */
const axios = createRequire(import.meta.url)('axios') as AxiosStatic;

/** What came back, success or not: limits are read from it. */
export interface Answer {
  status: number;
  headers: Record<string, unknown>;
  /** Of the call, without its query; it may hold no secret. */
  path?: string;
}

export interface HttpOptions {
  vendor: Vendor;
  baseURL?: string;
  /** For the whole call, answer included. */
  timeoutMs?: number;
  headers?: Record<string, string>;
  /** Called for every answer, before it is read or turned into an error. */
  onAnswer?: (answer: Answer) => void;
}

const defaultTimeoutMs = 10_000;
const blipPauseMs = 150;
const largestAnswerBytes = 32 * 1024 * 1024;

/** Of which release we are. */
export const release: string = project.version;

/** Our name at the other side; in Pipedrive's changelog it tells our writes apart (pipedrive.md 2.4). */
export const userAgent = `Passerelle/${release}`;

/**
 * The one HTTP client of the connectors: kept-alive connections, a hard time limit, our name and the request id
 * on every call, no redirect followed (a token never travels to another host), one quick retry of reads, no call
 * before the instant the other side asked for in Retry-After.
 *
 * @returns an axios instance that rejects with OutsideError only
 */
export function createHttp(options: HttpOptions): AxiosInstance {
  const { vendor, baseURL, timeoutMs = defaultTimeoutMs, headers = {} } = options;
  const asked = createRetryAfter(vendor, Date.now);
  const onAnswer = (answer: Answer) => {
    asked.observe(answer);
    options.onAnswer?.(answer);
  };
  const http = axios.create({
    ...(baseURL === undefined ? {} : { baseURL }),
    timeout: timeoutMs,
    maxRedirects: 0,
    maxContentLength: largestAnswerBytes,
    headers: { 'User-Agent': userAgent, ...headers },
    httpAgent: new HttpAgent({ keepAlive: true }),
    httpsAgent: new HttpsAgent({ keepAlive: true }),
    adapter: patientAdapter(toldAdapter(axios.getAdapter('http'), vendor), timeoutMs, onAnswer),
  });
  http.interceptors.request.use((config) => {
    asked.ensureOver();
    const requestId = currentRequestId();
    if (requestId !== undefined) config.headers.set('x-request-id', requestId);
    return config;
  });
  http.interceptors.response.use(undefined, (error: unknown) =>
    Promise.reject(toOutsideError(error, vendor)),
  );
  return http;
}

/** Tells of every try of a call, and how it ended. */
function toldAdapter(adapter: AxiosAdapter, vendor: Vendor): AxiosAdapter {
  return (config) =>
    vendorCall(
      vendor,
      { method: (config.method ?? 'get').toUpperCase(), path: pathOf(config) },
      async (call) => {
        try {
          const answer = await adapter(config);
          call.status = answer.status;
          return answer;
        } catch (error) {
          const status = (error as { response?: { status: number } }).response?.status;
          if (status !== undefined) call.status = status;
          throw error;
        }
      },
    );
}

/** The path of a call without its query: it may hold no secret. */
function pathOf({ baseURL, url = '' }: Parameters<AxiosAdapter>[0]): string {
  const whole = /^https?:/.test(url) ? url : `${baseURL ?? ''}/${url.replace(/^\/+/, '')}`;
  return URL.parse(whole)?.pathname ?? '';
}

/** Adds the hard time limit and, for reads only, one quick retry: a write is repeated by nobody but the engine. */
function patientAdapter(
  adapter: AxiosAdapter,
  timeoutMs: number,
  onAnswer: (answer: Answer) => void,
): AxiosAdapter {
  const once: AxiosAdapter = (config) =>
    observed(limited(adapter, config, timeoutMs), pathOf(config), onAnswer);
  return (config) => {
    if ((config.method ?? 'get').toLowerCase() !== 'get') return once(config);
    return pRetry(() => once(config), {
      retries: 1,
      minTimeout: blipPauseMs,
      factor: 1,
      shouldRetry: ({ error }) => isBlip(error),
    });
  };
}

/** A limit that is forgotten with the call: one of AbortSignal.timeout fires for every call that is long over. */
async function limited(adapter: AxiosAdapter, config: Parameters<AxiosAdapter>[0], timeoutMs: number) {
  const limit = new AbortController();
  const timer = setTimeout(() => limit.abort(new DOMException('too slow', 'TimeoutError')), timeoutMs);
  try {
    return await adapter({ ...config, signal: limit.signal });
  } finally {
    clearTimeout(timer);
  }
}

async function observed<T extends { status: number; headers: object }>(
  sending: Promise<T>,
  path: string,
  onAnswer: (answer: Answer) => void,
): Promise<T> {
  try {
    const answer = await sending;
    onAnswer({ status: answer.status, headers: { ...answer.headers }, path });
    return answer;
  } catch (error) {
    const answer = (error as { response?: { status: number; headers: object } }).response;
    if (answer) onAnswer({ status: answer.status, headers: { ...answer.headers }, path });
    throw error;
  }
}
