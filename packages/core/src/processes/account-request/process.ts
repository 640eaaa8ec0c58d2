import { isConversionEvent } from '../../conversion-events.ts';
import type { Effect } from '../../effects.ts';
import type { Event } from '../../events.ts';
import { reason } from '../../kernel/outcome.ts';
import { advance, type Decision, ignored, type Process } from '../../kernel/process.ts';
import { accountObserved, renewActivation } from './activation.ts';
import { conversationsLinked, requesterReplied, tellingConversations } from './conversations.ts';
import { askForEvidence, type DecisionContext, reconsider } from './decisions.ts';
import { describeRequest } from './describe.ts';
import { evidenceReceived, evidenceRecorded, timerFired } from './evidence.ts';
import { born, observe } from './facts.ts';
import { acceptOrRefuse, confirmDecision, withdrawProposal } from './four-eyes.ts';
import { acceptDrift, repair } from './repair.ts';
import { effectDone, effectFailed, retryRequested } from './results.ts';
import { type AccountRequest, accountRequestVersion, readAccountRequest } from './state.ts';
import { undo } from './undo.ts';

type Result = Decision<AccountRequest, Effect>;

/** The account request (product.md section 3); its state table is in the README beside this file. */
export const accountRequest: Process<AccountRequest, Event, Effect, DecisionContext> = {
  name: 'account-request',
  version: accountRequestVersion,
  read: readAccountRequest,
  describe: describeRequest,
  start: (event, context) =>
    event.type === 'crm-observed'
      ? tellingConversations(null, born(event, context), context)
      : ignored(reason('not-a-request')),
  decide: (request, event, context) =>
    tellingConversations(request, decide(request, event, context), context),
};

function decide(request: AccountRequest, event: Event, context: DecisionContext): Result {
  if (isConversionEvent(event)) return ignored(reason('not-a-request'));
  switch (event.type) {
    case 'crm-observed':
      return observe(request, event, context);
    case 'submission-joined':
      return joined(request, event.joined);
    case 'submission-entered':
      return submissionEntered(request, event.source);
    case 'submission-received':
      return ignored(reason('not-a-request'));
    case 'submission-parted':
    case 'submission-gone':
      return parted(request, event.personId);
    case 'acceptance-requested':
    case 'refusal-requested':
      return acceptOrRefuse(request, event, context);
    case 'decision-confirmed':
      return confirmDecision(request, event, context);
    case 'proposal-withdrawn':
      return withdrawProposal(request, event);
    case 'evidence-requested':
      return askForEvidence(request, event, context);
    case 'evidence-recorded':
      return evidenceRecorded(request, event.document);
    case 'reconsideration-requested':
      return reconsider(request, event, context);
    case 'undo-requested':
      return undo(request, context);
    case 'retry-requested':
      return retryRequested(request, event, context);
    case 'effect-done':
      return effectDone(request, event, context);
    case 'effect-failed':
      return effectFailed(request, event);
    case 'timer-fired':
      return timerFired(request, event, context);
    case 'conversation-linked':
      return conversationsLinked(request, [event.conversation]);
    case 'requester-replied':
      return requesterReplied(request, event, evidenceReceived);
    case 'activation-renewal-requested':
      return renewActivation(request, context);
    case 'repair-requested':
      return repair(request, event, context);
    case 'drift-accepted':
      return acceptDrift(request);
    case 'account-observed':
      return accountObserved(request, event);
    case 'conversation-hinted':
    case 'conversation-recognised':
    case 'conversation-link-requested':
    case 'request-told':
    case 'saved-reply-requested':
      return ignored(reason('not-a-request'));
  }
}

/** A second person record with the same address joins the request (E-09). */
function joined(
  request: AccountRequest,
  { personId, personName }: { personId: number; personName: string },
): Result {
  if (request.duplicates.some((duplicate) => duplicate.personId === personId))
    return ignored(reason('nothing-new'));
  return advance<AccountRequest, Effect>({
    ...request,
    duplicates: [...request.duplicates, { personId, personName }],
  });
}

/** The CRM tells nothing of where a submission came from: the first one says it. */
function submissionEntered(request: AccountRequest, source: string): Result {
  const isToldByCrm = request.source === 'pipedrive' || request.source === 'sweep';
  return advance<AccountRequest, Effect>({ ...request, source: isToldByCrm ? source : request.source });
}

/** The record turned out to be somebody else's, its address or its organization being another one, or is gone. */
function parted(request: AccountRequest, personId: number): Result {
  const duplicates = request.duplicates.filter((duplicate) => duplicate.personId !== personId);
  if (duplicates.length === request.duplicates.length) return ignored(reason('nothing-new'));
  return advance<AccountRequest, Effect>({ ...request, duplicates });
}
