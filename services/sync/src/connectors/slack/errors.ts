import * as z from 'zod';
import { OutsideError } from '../errors.ts';
import type { Situation } from '../failure-words.ts';
import { inStaffWords } from '../failure-words.ts';
import { retryAfterOf } from '../http-errors.ts';
import { mayBeDone, troubleOf } from './codes.ts';
import { slackWords } from './words.ts';

/** The call that failed. */
export interface FailedCall {
  method: string;
  /** A repetition would show twice: the failure has to say whether the call may have been carried out. */
  once: boolean;
}

/** Slack asks to wait without saying how long (slack.md 12). */
export const unsaidPauseMs = 60_000;

/** The request never reached Slack: repeating it is safe. */
const neverLeft =
  /^(ECONNREFUSED|ENOTFOUND|EAI_AGAIN|EHOSTUNREACH|ENETUNREACH|UND_ERR_CONNECT_TIMEOUT|ERR_TLS_.*|ERR_SSL_.*|.*CERT.*|UNABLE_TO_.*)$/;

/** The errors of @slack/web-api, told apart by `code`; the package is not loaded for it. */
const Refused = z.object({
  code: z.literal('slack_webapi_platform_error'),
  data: z.object({
    // A page instead of JSON ends up here as a whole: only Slack's own words are read.
    error: z.string().regex(/^[a-z][a-z0-9_]{1,80}$/),
    needed: z
      .string()
      .regex(/^[a-z:._, -]{1,200}$/)
      .nullish()
      .catch(null),
    response_metadata: z
      .object({
        retryAfter: z.number().nullish().catch(null),
        messages: z.array(z.string()).nullish().catch(null),
      })
      .nullish()
      .catch(null),
  }),
});
const Limited = z.object({ code: z.literal('slack_webapi_rate_limited_error'), retryAfter: z.number() });
const BadStatus = z.object({
  code: z.literal('slack_webapi_http_error'),
  statusCode: z.number(),
  headers: z.record(z.string(), z.string()).catch({}),
});
const NoAnswer = z.object({ code: z.literal('slack_webapi_request_error'), original: z.instanceof(Error) });

/**
 * Turns whatever a call threw into the one error of the connectors. Nothing of the request is kept but its method:
 * headers hold the token, the body holds people's data.
 *
 * @returns the error to throw (never throws itself)
 */
export function toSlackError(error: unknown, call: FailedCall): OutsideError {
  if (error instanceof OutsideError) return error;
  const refused = Refused.safeParse(error);
  if (refused.success) return fromRefusal(refused.data.data, call);
  const limited = Limited.safeParse(error);
  if (limited.success) return overloaded(limited.data.retryAfter * 1000, call);
  const status = BadStatus.safeParse(error);
  if (status.success) return fromStatus(status.data, call);
  const silent = NoAnswer.safeParse(error);
  if (silent.success) return fromNetwork(silent.data.original, call);
  // The answer began and broke off: web-api passes on what fetch threw while the body was read.
  return isBrokenOff(error) ? fromNetwork(error, call) : unreadable(error, call);
}

/** Whether a failed post may have been accepted all the same: look for it before posting again (slack.md 12). */
export function maybeSent(error: unknown): boolean {
  return error instanceof OutsideError ? error.failure.unclear === true : true;
}

/** Slack's own word for a failure, such as `message_not_found`; undefined when Slack did not say one. */
export function slackCode(error: unknown): string | undefined {
  return error instanceof OutsideError && error.failure.vendor === 'slack' ? error.failure.code : undefined;
}

/** What a call met that is no refusal with a word of its own. */
function failure(
  situation: Situation,
  call: FailedCall,
  outcome: string,
  facts: { unclear?: boolean; status?: number; retryAfterMs?: number; code?: string },
): OutsideError {
  const unclear = facts.unclear ?? false;
  const problem = inStaffWords('slack', situation, null, unclear);
  const cause = new Error(`${call.method}: ${outcome}`);
  return new OutsideError({ vendor: 'slack', ...problem, ...facts, unclear, cause });
}

function fromRefusal(
  { error: code, needed, response_metadata }: z.output<typeof Refused>['data'],
  call: FailedCall,
) {
  const trouble = troubleOf(code);
  if (trouble === 'busy') {
    const seconds = response_metadata?.retryAfter;
    return overloaded(seconds ? seconds * 1000 : unsaidPauseMs, call, code);
  }
  const unclear = call.once && mayBeDone(code);
  const problem = slackWords(trouble, { code, scope: needed ?? null, unclear });
  const cause = new Error(
    [`${call.method}: ${code}`, ...placesOf(response_metadata?.messages ?? [])].join(' '),
  );
  return new OutsideError({ vendor: 'slack', ...problem, unclear, code, cause });
}

/** Where in our blocks Slack found the fault; its sentences may quote people's words. */
function placesOf(messages: readonly string[]): string[] {
  return messages.flatMap((message) => /json-pointer:(\/[\w/-]{0,80})/.exec(message)?.[1] ?? []).slice(0, 5);
}

function overloaded(retryAfterMs: number, call: FailedCall, code = 'ratelimited'): OutsideError {
  return failure('overloaded', call, code, { status: 429, retryAfterMs, code });
}

function fromStatus({ statusCode: status, headers }: z.output<typeof BadStatus>, call: FailedCall) {
  const retryAfterMs = retryAfterOf(headers['retry-after'], Date.now());
  const isDown = status >= 500 || status === 408;
  return failure(isDown ? 'down' : wrongPlace(status), call, `status ${status}`, {
    status,
    unclear: isDown && call.once,
    ...(retryAfterMs === null ? {} : { retryAfterMs }),
  });
}

/** Slack answers refusals with 200: any other status comes from something in front of it. */
function wrongPlace(status: number): Situation {
  return status === 403 ? 'blocked' : 'moved';
}

function fromNetwork(error: Error, call: FailedCall): OutsideError {
  const code = networkCode(error);
  return failure('unreachable', call, code, { unclear: call.once && !neverLeft.test(code) });
}

/** fetch says what happened in its cause; while connecting to several addresses in several causes. */
function networkCode(error: Error): string {
  const inner = error.cause instanceof Error ? error.cause : error;
  if ('syscall' in inner && inner.syscall === 'connect') return 'ECONNREFUSED';
  return 'code' in inner && typeof inner.code === 'string' ? inner.code : inner.name;
}

function isBrokenOff(error: unknown): error is Error {
  if (!(error instanceof Error)) return false;
  return error.name === 'TimeoutError' || error.name === 'AbortError' || error.message === 'terminated';
}

function unreadable(error: unknown, call: FailedCall): OutsideError {
  const outcome = error instanceof z.ZodError ? placesUnread(error) : 'unreadable answer';
  return failure('unreadable', call, outcome, { unclear: call.once });
}

/** The paths that failed, without the values: these may be personal data. */
function placesUnread({ issues }: z.ZodError): string {
  const paths = issues.slice(0, 3).map(({ path }) => path.join('.') || 'body');
  return `unexpected shape at ${paths.join(', ')}`;
}
