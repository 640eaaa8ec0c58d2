import type { Effect } from '../../effects.ts';
import type { Instant } from '../../kernel/instant.ts';
import { reason } from '../../kernel/outcome.ts';
import { advance, type Decision, type NewEffect, refused } from '../../kernel/process.ts';
import { type DecisionContext, keyed } from './decisions.ts';
import { planEvidenceMail } from './plans.ts';
import type { AccountRequest, RequestDecision } from './state.ts';

/** Takes the last decision back inside the undo time, or after its very first effect gave up. */
export function undo(request: AccountRequest, context: DecisionContext): Decision<AccountRequest, Effect> {
  const { decision } = request;
  if (!decision) return refused(reason('nothing-to-undo'));
  if (!mayUndo(decision, context.now)) return refused(reason('undo-too-late'));
  const before: AccountRequest = {
    ...request,
    step: decision.stepBefore,
    decision: request.pastDecisions.at(-1) ?? null,
    pastDecisions: request.pastDecisions.slice(0, -1),
    evidence: decision.type === 'ask-for-evidence' ? null : request.evidence,
  };
  return advance<AccountRequest, Effect>(before, {
    cancel: { decision: decision.number, all: true },
    effects: supersededMail(before, decision.number, context),
  });
}

/** Whether one click still takes the decision back. */
export function mayUndo(decision: RequestDecision, now: Instant): boolean {
  if (decision.doneCount > 0 || decision.outstanding.length === 0) return false;
  const held = decision.undoUntil !== null && Date.parse(now) < Date.parse(decision.undoUntil);
  return held || decision.failed.length > 0;
}

/** The request for evidence that the undone decision cancelled before it was mailed: it makes sense again. */
function supersededMail(
  request: AccountRequest,
  undone: number,
  { company, now, turn }: DecisionContext,
): NewEffect<Effect>[] {
  const { decision, step } = request;
  if (step !== 'awaiting-evidence' || decision?.type !== 'ask-for-evidence') return [];
  if (decision.outstanding.length === 0) return [];
  const plan = planEvidenceMail(
    { request, company, by: decision.by, turn },
    'evidence-request',
    decision.document,
  );
  return keyed(plan).map(({ key, effect }) => ({
    effect,
    decision: decision.number,
    key: `${key}-after-undo-${undone}`,
    dueAt: decision.undoUntil ?? now,
  }));
}
