import type { CommandAnswer } from '#core/contract/request-view.ts';
import { type Answer, answerOf, type Reply } from './answer.ts';

/** What a command led to, and the facts after it as its route tells them. */
export type Outcome<View> = Omit<CommandAnswer, 'view'> & { view: View | null };

/** A 403 that carries the outcome is an answer: the command was heard, and refused with a reason. */
export function commandAnswerOf<View>(reply: Reply): Answer<Outcome<View>> {
  if (reply.ok || reply.problem.status !== 403 || !carriesOutcome<View>(reply.body)) return answerOf(reply);
  const { outcome, reason = null, view = null } = reply.body;
  return { ok: true, value: { outcome, reason: reason ?? reply.problem.detail, view } };
}

function carriesOutcome<View>(
  body: unknown,
): body is Pick<CommandAnswer, 'outcome'> & Partial<Outcome<View>> {
  return typeof body === 'object' && body !== null && 'outcome' in body && body.outcome === 'refused';
}
