import type { Effect } from '../../effects.ts';
import type { Instant } from '../../kernel/instant.ts';
import { reason } from '../../kernel/outcome.ts';
import { advance, type Decision, refused } from '../../kernel/process.ts';
import type { DecisionContext } from './decisions.ts';
import { unsentMail } from './evidence.ts';
import type { AccountRequest, RequestDecision } from './state.ts';

/** Takes the last decision back inside the undo time, or after its very first effect gave up. */
export function undo(request: AccountRequest, context: DecisionContext): Decision<AccountRequest, Effect> {
  const { decision } = request;
  if (!decision) return refused(reason('nothing-to-undo'));
  if (!mayUndo(decision, context.now)) return refused(reason('undo-too-late'));
  const before: AccountRequest = {
    ...request,
    step: decision.stepBefore,
    proposal: decision.proposalBefore,
    decision: request.pastDecisions.at(-1) ?? null,
    pastDecisions: request.pastDecisions.slice(0, -1),
    evidence: decision.type === 'ask-for-evidence' ? null : request.evidence,
  };
  return advance<AccountRequest, Effect>(before, {
    cancel: { decision: decision.number, all: true },
    restore: takenBackMail(before),
  });
}

/** Whether one click still takes the decision back. */
export function mayUndo(decision: RequestDecision, now: Instant): boolean {
  if (decision.doneCount > 0 || decision.outstanding.length === 0) return false;
  const held = decision.undoUntil !== null && Date.parse(now) < Date.parse(decision.undoUntil);
  return held || decision.failed.length > 0;
}

/** The decision whose mail, taken back by the one that is undone, asks for a document that is awaited again. */
function takenBackMail(request: AccountRequest): number | null {
  return request.step === 'awaiting-evidence' ? (unsentMail(request)?.decision ?? null) : null;
}
