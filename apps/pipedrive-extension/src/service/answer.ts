import type { ProblemDocument } from '#core/contract/problem.ts';

/** What a call of the service gives: the value, or a problem in staff words. Calls never throw. */
export type Answer<Value> = { ok: true; value: Value } | { ok: false; problem: ProblemDocument };
