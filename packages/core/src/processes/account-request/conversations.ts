import type { Effect } from '../../effects.ts';
import type { Event } from '../../events.ts';
import { reason } from '../../kernel/outcome.ts';
import { advance, type Decision, ignored, type NewEffect } from '../../kernel/process.ts';
import type { ConversationReference, RequestPicture } from '../../model/conversation.ts';
import type { DecisionContext } from './decisions.ts';
import type { AccountRequest } from './state.ts';

type Result = Decision<AccountRequest, Effect>;

/** What a conversation is told of a request. */
export function pictureOf(request: AccountRequest): Omit<RequestPicture, 'requestId'> {
  const { step, person, dealId, ownerId, decision, account } = request;
  return {
    step,
    personId: person.id,
    dealId,
    ownerId,
    decision: decision && {
      type: decision.type,
      reason: decision.type === 'refuse' ? decision.reason : null,
      by: decision.by.name,
      from: decision.by.surface,
      at: decision.at,
    },
    accountState: account?.state ?? null,
    evidenceAskedAt: step === 'awaiting-evidence' ? (decision?.at ?? null) : null,
  };
}

/** Conversations of the help desk are about this request. */
export function conversationsLinked(
  request: AccountRequest,
  found: readonly ConversationReference[],
): Result {
  const fresh = found.filter(({ id }) => !request.conversations.some((known) => known.id === id));
  const [first] = fresh;
  if (!first) return ignored(reason('nothing-new'));
  return advance<AccountRequest, Effect>(
    { ...request, conversations: [...request.conversations, ...fresh] },
    { reason: reason('conversation-linked', { number: first.number ?? '' }) },
  );
}

/** The person wrote to the help desk: what was awaited may be there, and somebody has to look. */
export function requesterReplied(
  request: AccountRequest,
  { at, documents }: Extract<Event, { type: 'requester-replied' }>,
  received: (request: AccountRequest) => Result,
): Result {
  const { step, decision } = request;
  if (step !== 'awaiting-evidence' || (decision && at < decision.at)) return ignored(reason('nothing-new'));
  const result = received({ ...request, documents: [...request.documents, ...documents] });
  return { ...result, reason: reason('requester-replied', { count: documents.length }) };
}

/**
 * Adds what conversations have to hear of an advance, and looks for them where the addresses are new. What is being
 * carried out is told once it is done; what can still be undone, once it cannot.
 */
export function tellingConversations(
  before: AccountRequest | null,
  result: Result,
  { company, now }: DecisionContext,
): Result {
  if (result.outcome !== 'advanced' || !company.desk) return result;
  const searched = searching(before, result.state);
  const told = listeners(before, result.state);
  if (searched.length === 0 && told.length === 0) return result;
  const toldCount = result.state.toldCount + 1;
  const dueAt = result.state.decision?.undoUntil ?? now;
  const telling = told.map((conversationId): NewEffect<Effect> => {
    const key = `tell-conversation-${conversationId}-${toldCount}`;
    return {
      effect: { kind: 'tell-conversation', conversationId },
      decision: 0,
      key,
      dueAt: later(dueAt, now),
    };
  });
  const looking = searched.map((effect): NewEffect<Effect> => {
    return { effect, decision: 0, key: `find-conversations-${toldCount}`, dueAt: now };
  });
  const effects = [...result.effects, ...looking, ...telling];
  return { ...result, state: { ...result.state, toldCount }, effects };
}

function searching(before: AccountRequest | null, { person: { emails } }: AccountRequest): Effect[] {
  const known = before?.person.emails ?? [];
  return emails.every((email) => known.includes(email)) ? [] : [{ kind: 'find-conversations', emails }];
}

function listeners(before: AccountRequest | null, after: AccountRequest): number[] {
  if (after.step === 'accepting' || after.step === 'refusing') return [];
  const isSame = before !== null && JSON.stringify(pictureOf(before)) === JSON.stringify(pictureOf(after));
  const isKnown = (id: number) => before?.conversations.some((known) => known.id === id) === true;
  return after.conversations.flatMap(({ id }) => (isSame && isKnown(id) ? [] : [id]));
}

function later(at: string, now: string): string {
  return at > now ? at : now;
}
