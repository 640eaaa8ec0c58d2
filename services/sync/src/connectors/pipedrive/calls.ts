import type * as z from 'zod';
import type { TokenPurpose } from '#core/model/token-purpose.ts';
import { OutsideError } from '../errors.ts';
import { toOutsideError } from '../http-errors.ts';
import type { Authentication } from './authentication.ts';
import type { TokenBudget } from './budget.ts';
import type { Operation } from './costs.ts';
import { tokenCosts } from './costs.ts';
import type { UnreadableRow } from './list-rows.ts';

/** Where each call leaves a line; a pino logger fits. */
export interface CallLog {
  debug(fields: object, message: string): void;
  warn(fields: object, message: string): void;
}

export interface Calls {
  /**
   * Makes one call: asks the budget, signs in, sends, and reads the body.
   *
   * @param send the vendor client's method; resolves to an axios response (see sdk.ts)
   * @param schema the form of the body
   * @throws OutsideError, and what the budget or the tokens threw
   */
  run<S extends z.ZodType>(
    operation: Operation,
    send: () => Promise<unknown>,
    schema: S,
  ): Promise<z.output<S>>;
}

export interface CallsOptions {
  budget: TokenBudget;
  purpose: TokenPurpose;
  authentication: Authentication;
  log?: CallLog;
}

export function createCalls({ budget, purpose, authentication, log }: CallsOptions): Calls {
  const once: Calls['run'] = async (operation, send, schema) => {
    const ended = await budget.spend(tokenCosts[operation], purpose, operation.startsWith('search'));
    const startedAt = performance.now();
    try {
      const body = schema.parse(bodyOf(await send()));
      for (const row of unreadableOf(body)) {
        log?.warn({ vendor: 'pipedrive', operation, ...row }, 'a record could not be read and was left out');
      }
      return body;
    } catch (error) {
      throw withPause(toOutsideError(error, 'pipedrive'), budget);
    } finally {
      ended();
      const durationMs = Math.round(performance.now() - startedAt);
      log?.debug({ vendor: 'pipedrive', operation, durationMs }, 'call');
    }
  };
  return {
    run: (operation, send, schema) => authentication.signedIn(() => once(operation, send, schema)),
  };
}

/** What a list set aside; most answers are none. */
function unreadableOf(body: unknown): UnreadableRow[] {
  const { data } = (body ?? {}) as { data?: { unreadable?: UnreadableRow[] } | null };
  return data?.unreadable ?? [];
}

function bodyOf(answer: unknown): unknown {
  return typeof answer === 'object' && answer !== null && 'data' in answer ? answer.data : answer;
}

/** Pipedrive seldom says how long to wait (pipedrive.md 5.3); after a 429 or the shield's page the budget knows. */
function withPause(error: OutsideError, budget: TokenBudget): OutsideError {
  const { failure } = error;
  if (failure.word !== 'retry-later' || ![403, 429].includes(failure.status ?? 0)) return error;
  const retryAfterMs = Math.max(failure.retryAfterMs ?? 0, budget.pauseMs());
  return new OutsideError({ ...failure, retryAfterMs });
}

/** The answer of `work`, or null when the record does not exist (or is not visible to our user). */
export async function orNullWhenMissing<T>(work: Promise<T>): Promise<T | null> {
  try {
    return await work;
  } catch (error) {
    if (error instanceof OutsideError && error.failure.word === 'not-found') return null;
    throw error;
  }
}
