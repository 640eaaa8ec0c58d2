import type { WebClient } from '@slack/web-api';
import type * as z from 'zod';
import type { OutsideError } from '../errors.ts';
import { slackCode, toSlackError } from './errors.ts';
import type { Pacing } from './pacing.ts';
import { CallWithdrawn, type Ending } from './port.ts';

/** Where each call leaves a line, method and channel but never token or text; a pino logger fits. */
export interface CallLog {
  debug(fields: object, message: string): void;
  warn(fields: object, message: string): void;
}

export interface SlackCall {
  /** Slack's name of it, such as `chat.postMessage`. */
  method: string;
  args: Record<string, unknown>;
  channel?: string;
  /** A repetition would show twice. */
  once?: boolean;
  /** Looked at in the moment it leaves: whoever waited for a turn may have lost the work meanwhile. */
  signal?: Ending | undefined;
}

export interface Calls {
  /**
   * Makes one call: waits for its turn, sends, and reads the answer. Nothing is repeated.
   *
   * @throws OutsideError; CallWithdrawn
   */
  run<S extends z.ZodType>(call: SlackCall, schema: S): Promise<z.output<S>>;
  log: CallLog | undefined;
}

/** What every call to one workspace goes through. */
export function createCalls(web: WebClient, pacing: Pacing, log?: CallLog): Calls {
  return {
    log,
    async run({ method, args, channel, once = false, signal }, schema) {
      await pacing.turn(method, channel);
      if (signal?.aborted) throw new CallWithdrawn(method);
      const startedAt = performance.now();
      let outcome = 'ok';
      try {
        return schema.parse(await web.apiCall(method, args));
      } catch (error) {
        const failed = toSlackError(error, { method, once });
        outcome = slackCode(failed) ?? failed.failure.word;
        if (isLimited(failed)) pacing.hold(method, failed.failure.retryAfterMs ?? 0);
        throw failed;
      } finally {
        const durationMs = Math.round(performance.now() - startedAt);
        log?.debug({ vendor: 'slack', method, channel, outcome, durationMs }, 'call');
      }
    },
  };
}

/** Slack asks to leave the method alone for a while, be it busy or down. */
function isLimited({ failure }: OutsideError): boolean {
  return failure.word === 'retry-later' && failure.retryAfterMs !== undefined;
}

/** The answer of `work`, or null when Slack ends it with one of the words given. */
export async function orNullAfter<T>(codes: readonly string[], work: Promise<T>): Promise<T | null> {
  try {
    return await work;
  } catch (error) {
    if (codes.includes(slackCode(error) ?? '')) return null;
    throw error;
  }
}
