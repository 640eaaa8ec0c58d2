import type { ProblemDocument } from '#core/contract/problem.ts';

/** What a call of the service gives: the value, or a problem in staff words. Calls never throw. */
export type Answer<Value> = { ok: true; value: Value } | { ok: false; problem: ProblemDocument };

/** An HTTP reply whose body is not read yet; a problem keeps its body for answers that carry more. */
export type Reply = { ok: true; body: unknown } | { ok: false; problem: ProblemDocument; body: unknown };

/** A reply as the value its route promises: the service and the surfaces share the contract's types. */
export function answerOf<Value>(reply: Reply): Answer<Value> {
  return reply.ok ? { ok: true, value: reply.body as Value } : { ok: false, problem: reply.problem };
}
