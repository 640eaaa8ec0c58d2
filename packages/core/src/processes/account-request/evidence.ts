import type { Effect } from '../../effects.ts';
import type { Event } from '../../events.ts';
import { reason } from '../../kernel/outcome.ts';
import { type Advanced, advance, type Decision, ignored, refused } from '../../kernel/process.ts';
import type { RequestDocument } from '../../model/conversation.ts';
import type { DecisionContext } from './decisions.ts';
import { planEvidenceMail } from './plans.ts';
import { type AccountRequest, isOpen } from './state.ts';

type Result = Decision<AccountRequest, Effect>;

/** The reminder is the second mail of the decision that asked for the document. */
const reminderKey = 'send-email-2';

/**
 * What is left to mail about a document, taken back: whoever ends the wait for it says so, because a mail that asks
 * for it makes no sense any more and may hold nothing back.
 */
export function unsentMail({ decision }: AccountRequest): Advanced<AccountRequest, Effect>['cancel'] {
  if (decision?.type !== 'ask-for-evidence' || decision.outstanding.length === 0) return null;
  return { decision: decision.number, all: false };
}

/** Whether a decision asked for a document nobody waits for any more. */
export function isSuperseded({ step, decision, pastDecisions }: AccountRequest, number: number): boolean {
  if (decision?.number === number)
    return decision.type === 'ask-for-evidence' && step !== 'awaiting-evidence';
  return pastDecisions.some((past) => past.number === number && past.type === 'ask-for-evidence');
}

/** The document arrived: it is kept, and the request waits for its decision again. */
export function evidenceRecorded(request: AccountRequest, document: RequestDocument | null): Result {
  if (document === null) {
    if (request.step !== 'awaiting-evidence') return refused(reason('no-evidence-expected'));
    return evidenceReceived(request);
  }
  if (!isOpen(request)) return refused(reason('no-evidence-expected'));
  const isKnown = request.documents.some(
    ({ id, conversationId }) => id === document.id && conversationId === document.conversationId,
  );
  if (isKnown) return ignored(reason('document-known', { name: document.name }));
  const kept = { ...request, documents: [...request.documents, document] };
  const received =
    request.step === 'awaiting-evidence' ? evidenceReceived(kept) : advance<AccountRequest, Effect>(kept);
  return { ...received, reason: reason('document-kept', { name: document.name }) };
}

/** Nothing is awaited any more. */
export function evidenceReceived(request: AccountRequest): Advanced<AccountRequest, Effect> {
  const state = { ...request, step: 'pending' as const, evidence: null };
  return advance<AccountRequest, Effect>(state, { cancel: unsentMail(request) });
}

/** Evidence timers: one reminder, then the request comes back with a mark. */
export function timerFired(
  request: AccountRequest,
  { name }: Extract<Event, { type: 'timer-fired' }>,
  context: DecisionContext,
): Result {
  const { step, evidence, decision } = request;
  if (step !== 'awaiting-evidence' || !evidence || !decision) return ignored(reason('nothing-new'));
  if (name === 'evidence-expiry') {
    const state = { ...request, step: 'pending' as const, evidence: { ...evidence, expired: true } };
    return advance<AccountRequest, Effect>(state, { cancel: unsentMail(request) });
  }
  const input = { request, company: context.company, by: decision.by, turn: context.turn };
  const effects = planEvidenceMail(input, 'evidence-reminder', evidence.document).map((effect) => ({
    effect,
    decision: decision.number,
    key: reminderKey,
    dueAt: context.now,
  }));
  const outstanding = [...decision.outstanding, ...effects.map(({ key }) => key)];
  return advance<AccountRequest, Effect>({ ...request, decision: { ...decision, outstanding } }, { effects });
}
