import type { Problem } from '#core/model/problem.ts';
import type { OutsideFailure } from '../errors.ts';
import { OutsideError } from '../errors.ts';
import { inStaffWords } from '../failure-words.ts';
import { toOutsideError } from '../http-errors.ts';
import { accessRefused, conversationMoved, rightMissing } from './words.ts';

/** What the words of a failure depend on beside the answer. */
export interface FailedCall {
  /** A repetition would be seen: the failure has to say whether the call may have been carried out. */
  isOnce: boolean;
  /** It may have been merged into another one meanwhile. */
  isInConversation: boolean;
  /** How long Help Scout asked everybody to wait, after a 429. */
  heldForMs: number;
}

const harmlessCall: FailedCall = { isOnce: false, isInConversation: false, heldForMs: 0 };

/**
 * Turns whatever a call threw into the one error of the connectors.
 *
 * @returns the error to throw (never throws itself)
 */
export function toDeskError(error: unknown, call: FailedCall = harmlessCall): OutsideError {
  const { failure } = toOutsideError(error, 'helpscout');
  const { retryAfterMs = 0, status } = failure;
  const pause = status === 429 ? { retryAfterMs: Math.max(retryAfterMs, call.heldForMs) } : {};
  return withDoubt({ ...failure, ...ownWords(failure, call), ...pause }, call.isOnce);
}

/** What Help Scout's own refusals mean here; a shield's page before it (403, `retry-later`) passes by itself. */
function ownWords({ status, word }: OutsideFailure, { isInConversation }: FailedCall): Problem | null {
  if (word === 'sign-in-again' && status === 401) return accessRefused;
  if (word === 'sign-in-again' && status === 403) return rightMissing;
  return status === 301 && isInConversation ? conversationMoved : null;
}

/** Whether a failed post may have been carried out all the same: look for it before repeating it (helpscout.md 7). */
export function maybeDone(error: unknown): boolean {
  return error instanceof OutsideError ? error.failure.unclear === true : true;
}

/** The status Help Scout answered with; undefined when it did not answer. */
export function statusOf(error: unknown): number | undefined {
  return error instanceof OutsideError && error.failure.vendor === 'helpscout'
    ? error.failure.status
    : undefined;
}

/** The answer of `work`, or null when Help Scout ends it with one of the statuses given. */
export async function orNullAfter<T>(statuses: readonly number[], work: Promise<T>): Promise<T | null> {
  try {
    return await work;
  } catch (error) {
    if (statuses.includes(statusOf(error) ?? 0)) return null;
    throw error;
  }
}

/** The doubt of a call is said where it matters, and nowhere else: what may be repeated is in no doubt. */
function withDoubt(failure: OutsideFailure, isOnce: boolean): OutsideError {
  const isUnread = failure.word === 'broken' && failure.status === undefined;
  const unclear = isOnce && (failure.unclear === true || isUnread);
  if (unclear === (failure.unclear === true)) return new OutsideError(failure);
  const situation = isUnread ? 'unreadable' : failure.status === undefined ? 'unreachable' : 'down';
  return new OutsideError({ ...failure, ...inStaffWords('helpscout', situation, null, unclear), unclear });
}
