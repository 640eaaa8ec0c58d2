import type { AxiosError, AxiosResponse } from 'axios';
import * as z from 'zod';
import type { OutsideFailure, Vendor } from './errors.ts';
import { OutsideError } from './errors.ts';
import type { Situation } from './failure-words.ts';
import { inStaffWords } from './failure-words.ts';
import { vendorSentence } from './vendor-sentence.ts';

/** The request never reached the other side: repeating it is safe. */
const neverLeft =
  /^(ECONNREFUSED|ENOTFOUND|EAI_AGAIN|EHOSTUNREACH|ENETUNREACH|ERR_TLS_.*|.*CERT.*|UNABLE_TO_.*)$/;
/** Pipedrive's words for a permission the installed app was not given (pipedrive.md 1.3). */
const missingScope = /scope and url mismatch/i;
const unreadableAnswer = new Set(['ERR_BAD_RESPONSE', 'ERR_DECOMPRESSION_FAILED']);

/**
 * Turns whatever a call threw into the one error of the connectors. Nothing of the request is kept but its
 * verb and path: headers hold tokens, queries hold addresses of people.
 *
 * @returns the error to throw (never throws itself)
 */
export function toOutsideError(error: unknown, vendor: Vendor): OutsideError {
  if (error instanceof OutsideError) return error;
  if (!isAxiosError(error)) return unreadable(error, vendor);
  if (isBrokenOff(error)) return brokenOff(error, vendor);
  return error.response ? fromAnswer(error, error.response, vendor) : fromNetwork(error, vendor);
}

/**
 * True for answers of a broken moment (refused, reset, 5xx), which one quick retry often cures; not for time-outs, nor
 * when the other side said how long to wait.
 */
export function isBlip(error: unknown): boolean {
  if (!isAxiosError(error)) return false;
  if (isBrokenOff(error)) return error.code !== 'ECONNABORTED' && error.code !== 'ERR_CANCELED';
  if (error.response) return error.response.status >= 500 && !error.response.headers['retry-after'];
  return (
    error.code !== 'ECONNABORTED' && error.code !== 'ERR_CANCELED' && !unreadableAnswer.has(error.code ?? '')
  );
}

function isAxiosError(error: unknown): error is AxiosError {
  return error instanceof Error && 'isAxiosError' in error;
}

/** The other side said yes, and the connection broke while its answer was read. */
function isBrokenOff({ response }: AxiosError): boolean {
  return response !== undefined && response.status < 300;
}

/** A write was carried out then, most likely: what it made stands in the part that is missing. */
function brokenOff(error: AxiosError, vendor: Vendor): OutsideError {
  return failure(error, vendor, 'unreachable', { unclear: isWrite(error) });
}

function fromNetwork(error: AxiosError, vendor: Vendor): OutsideError {
  if (unreadableAnswer.has(error.code ?? '')) return failure(error, vendor, 'unreadable', {});
  const mayHaveLeft = !neverLeft.test(codeOf(error)) && !failedWhileConnecting(error);
  return failure(error, vendor, 'unreachable', { unclear: mayHaveLeft && isWrite(error) });
}

function fromAnswer(error: AxiosError, response: AxiosResponse, vendor: Vendor): OutsideError {
  const situation = situationOf(response);
  const retryAfterMs = retryAfterOf(response.headers['retry-after'], Date.now());
  const said = ['scope', 'missing-scope', 'refused'].includes(situation)
    ? vendorSentence(response.data, secretsOf(error))
    : null;
  return failure(error, vendor, situation, {
    said,
    unclear: situation === 'down' && isWrite(error),
    status: response.status,
    ...(retryAfterMs === null ? {} : { retryAfterMs }),
  });
}

function situationOf({ status, data }: AxiosResponse): Situation {
  if (status === 429) return 'overloaded';
  if (status >= 500 || status === 408) return 'down';
  if (status === 401) return 'credentials';
  if (status === 402) return 'unpaid';
  if (status === 403) return forbidden(data);
  if (status === 404 || status === 410) return 'missing';
  if (status < 400 || status === 405) return 'moved';
  return 'refused';
}

function forbidden(data: unknown): Situation {
  // A page instead of JSON is the shield in front of the vendor, not the vendor (pipedrive.md 5.3).
  if (typeof data === 'string' && data.includes('<')) return 'blocked';
  return missingScope.test(vendorSentence(data) ?? '') ? 'missing-scope' : 'scope';
}

interface Extras {
  said?: string | null;
  unclear?: boolean;
  status?: number;
  retryAfterMs?: number;
}

function failure(error: AxiosError, vendor: Vendor, situation: Situation, extras: Extras): OutsideError {
  const { said = null, unclear = false, ...facts } = extras;
  const problem = inStaffWords(vendor, situation, said, unclear);
  return new OutsideError({ vendor, ...problem, ...facts, unclear, cause: traceOf(error) });
}

function unreadable(error: unknown, vendor: Vendor): OutsideError {
  const problem = inStaffWords(vendor, 'unreadable', whereUnreadable(error), false);
  const cause = new Error(error instanceof z.ZodError ? 'unexpected shape' : `unexpected ${nameOf(error)}`);
  const facts: OutsideFailure = { vendor, ...problem, unclear: false, cause };
  return new OutsideError(facts);
}

/** The paths that failed, without the values: these may be personal data. */
function whereUnreadable(error: unknown): string | null {
  if (!(error instanceof z.ZodError)) return null;
  return error.issues
    .slice(0, 3)
    .map((issue) => issue.path.join('.') || 'body')
    .join(', ');
}

function nameOf(error: unknown): string {
  return error instanceof Error ? `${error.name}: ${error.message}` : typeof error;
}

/** Verb, path and outcome, for the logs. */
function traceOf(error: AxiosError): Error {
  const path = (error.config?.url ?? '').replace(/^https?:\/\/[^/]+/, '').replace(/\?.*$/, '');
  const outcome = error.response ? `status ${error.response.status}` : codeOf(error);
  return new Error(`${(error.config?.method ?? 'get').toUpperCase()} ${path}: ${outcome}`);
}

function codeOf(error: AxiosError): string {
  return error.code ?? 'no answer';
}

function failedWhileConnecting(error: AxiosError): boolean {
  return error.cause instanceof Error && 'syscall' in error.cause && error.cause.syscall === 'connect';
}

function isWrite(error: AxiosError): boolean {
  return !['get', 'head'].includes((error.config?.method ?? 'get').toLowerCase());
}

function secretsOf(error: AxiosError): string[] {
  const held = ['authorization', 'x-api-token'].map((name) => error.config?.headers?.get(name));
  const tokens = held.filter((value) => typeof value === 'string').map((value) => value.replace(/^\w+ /, ''));
  return [...tokens, ...passwordsIn(error.config?.data)];
}

/** The passwords and secrets of a JSON body, as they were before they were quoted. */
function passwordsIn(body: unknown): string[] {
  if (typeof body !== 'string') return [];
  const found = body.matchAll(/(?:password|secret)"\s*:\s*"((?:[^"\\]|\\.)+)"/gi);
  return [...found].map(([, quoted = '']) => quoted.replace(/\\(.)/g, '$1'));
}

/**
 * A `Retry-After` header (seconds or an HTTP date) as a wait.
 *
 * @param now milliseconds since 1970
 * @returns milliseconds, or null when the header is absent or unreadable
 */
export function retryAfterOf(header: unknown, now: number): number | null {
  if (typeof header !== 'string' || header.trim() === '') return null;
  const seconds = Number(header);
  if (Number.isFinite(seconds)) return Math.max(0, Math.ceil(seconds * 1000));
  const at = Date.parse(header);
  return Number.isNaN(at) ? null : Math.max(0, at - now);
}
