import type { Company } from '../../company.ts';
import type { Effect } from '../../effects.ts';
import type { Event } from '../../events.ts';
import type { Instant } from '../../kernel/instant.ts';
import { reason } from '../../kernel/outcome.ts';
import { advance, type Decision, ignored, type Process, refused } from '../../kernel/process.ts';
import { describeConversation } from './describe.ts';
import { observed } from './observed.ts';
import { type Work, withEffect, workLeft } from './plan.ts';
import { type ConversationState, conversationVersion, newConversation, readConversation } from './state.ts';
import { warned } from './warning.ts';

type Result = Decision<ConversationState, Effect>;
type EventOf<Type extends Event['type']> = Extract<Event, { type: Type }>;

/** What a conversation is decided with. */
export interface ConversationContext {
  now: Instant;
  company: Company;
}

/** A conversation of the help desk; its state table is in the README beside this file. */
export const conversation: Process<ConversationState, Event, Effect, ConversationContext> = {
  name: 'conversation',
  version: conversationVersion,
  read: readConversation,
  describe: describeConversation,
  start: (event, context) => {
    if (event.type !== 'conversation-hinted' && event.type !== 'conversation-recognised')
      return ignored(reason('nothing-new'));
    return decide(newConversation(event.conversationId), event, context);
  },
  decide,
};

function decide(state: ConversationState, event: Event, context: ConversationContext): Result {
  switch (event.type) {
    case 'conversation-hinted':
      return done(hinted({ state, effects: [] }), context);
    case 'conversation-recognised':
      return recognisedBecause(state, event, context);
    case 'conversation-link-requested':
      return linkRequested(state, event, context);
    case 'request-told':
      return done(workLeft({ state: withPicture(state, event), effects: [] }, context), context);
    case 'saved-reply-requested':
      return replyRequested(state, event, context);
    case 'effect-done':
      return effectDone(state, event, context);
    case 'effect-failed':
      return event.kind === 'read-conversation' ? readFailed(state, context) : advance(state);
    case 'retry-requested':
      return advance<ConversationState, Effect>(state, { retry: { effectId: event.effectId, effect: null } });
    case 'timer-fired':
      return warned(state, context);
    default:
      return ignored(reason('nothing-new'));
  }
}

/** It is read again, unless a reading that has not begun is still to come; one under way may have missed this. */
function hinted({ state, effects }: Work): Work {
  const heard = { ...state, hintCount: state.hintCount + 1 };
  return heard.readingFrom === null ? reading({ state: heard, effects }) : { state: heard, effects };
}

function reading({ state, effects }: Work): Work {
  const { conversationId, hintCount } = state;
  const begun = { ...state, readingFrom: hintCount };
  return withEffect({ state: begun, effects }, { kind: 'read-conversation', conversationId });
}

function recognisedBecause(
  state: ConversationState,
  { because }: EventOf<'conversation-recognised'>,
  context: ConversationContext,
): Result {
  const known = { ...state, because: state.because ?? because };
  return done(workLeft(hinted({ state: known, effects: [] }), context), context);
}

function linkRequested(
  state: ConversationState,
  { requestId }: EventOf<'conversation-link-requested'>,
  context: ConversationContext,
): Result {
  const { facts, conversationId } = state;
  if (!facts) return refused(reason('conversation-unread'));
  const { number, webUrl, customer } = facts;
  const { emails } = customer;
  const because = state.because ?? 'staff';
  const chosen = { conversationId, number, webUrl, emails, requestId, onlyAwaiting: false };
  const link: Effect = { kind: 'link-conversation', ...chosen };
  return done(withEffect({ state: { ...state, because }, effects: [] }, link), context);
}

function withPicture(state: ConversationState, { picture }: EventOf<'request-told'>): ConversationState {
  const others = state.requests.filter(({ requestId }) => requestId !== picture.requestId);
  return { ...state, because: state.because ?? 'request', requests: [...others, picture] };
}

function replyRequested(
  state: ConversationState,
  { by, commandId, reply, name, html, send, proposed }: EventOf<'saved-reply-requested'>,
  context: ConversationContext,
): Result {
  const { conversationId } = state;
  const isOnItsWay = state.placed.some(
    (placed) => placed.reply === reply && placed.sentAt === null && !placed.isDiscarded,
  );
  if (isOnItsWay) return ignored(reason('draft-waits', { name }));
  const placed = {
    commandId,
    reply,
    name,
    by,
    at: context.now,
    threadId: null,
    sentAt: null,
    isDiscarded: false,
  };
  const asked: ConversationState = {
    ...state,
    because: state.because ?? 'saved-reply',
    placed: [...state.placed, placed],
  };
  const draft = { kind: 'place-draft', conversationId, commandId, html, send } as const;
  const result = done(workLeft(withEffect({ state: asked, effects: [] }, draft), context), context);
  const why = reason(proposed === reply ? 'reply-as-proposed' : 'reply-chosen', { name });
  return result.outcome === 'advanced' ? { ...result, reason: why } : result;
}

function effectDone(
  state: ConversationState,
  event: EventOf<'effect-done'>,
  context: ConversationContext,
): Result {
  if (event.kind === 'read-conversation') return readDone(state, event.result, context);
  if (event.kind !== 'place-draft') return ignored(reason('nothing-new'));
  const { threadId, commandId } = event.result;
  const placed = state.placed.map((each) => (each.commandId === commandId ? { ...each, threadId } : each));
  // Whether it was sent is told by the next reading.
  return done(hinted({ state: { ...state, placed }, effects: [] }), context);
}

/** What was heard meanwhile is read anew; without that, the next thing that is heard begins a reading. */
function readFailed(state: ConversationState, context: ConversationContext): Result {
  const isBehind = state.readingFrom !== null && state.readingFrom < state.hintCount;
  const failed: Work = { state: { ...state, readingFrom: null }, effects: [] };
  return done(isBehind ? reading(failed) : failed, context);
}

function readDone(
  state: ConversationState,
  { facts, mergedIntoId }: Extract<EventOf<'effect-done'>, { kind: 'read-conversation' }>['result'],
  context: ConversationContext,
): Result {
  const isBehind = state.readingFrom !== null && state.readingFrom < state.hintCount;
  const read = { ...state, readingFrom: null };
  const known: Work = facts
    ? workLeft({ state: observed(read, facts, context), effects: [] }, context)
    : gone(read, mergedIntoId);
  const result = done(isBehind && facts ? reading(known) : known, context);
  const sent = known.state.placed.find(
    ({ sentAt }, index) => sentAt !== null && !state.placed[index]?.sentAt,
  );
  return sent && result.outcome === 'advanced'
    ? { ...result, reason: reason('reply-sent', { name: sent.name }) }
    : result;
}

function gone(state: ConversationState, mergedIntoId: number | null): Work {
  const left: Work = { state: { ...state, step: 'gone', mergedIntoId }, effects: [] };
  const isFollowed = mergedIntoId !== null && state.because !== null && state.mergedIntoId === null;
  return isFollowed ? withEffect(left, { kind: 'follow-merge', intoId: mergedIntoId }) : left;
}

function done({ state, effects, timers = [] }: Work, { now }: ConversationContext): Result {
  return advance(state, {
    // Effects of no decision wait for nobody: one that failed holds back no other.
    effects: effects.map(({ key, effect }) => ({ key, effect, decision: 0, dueAt: now })),
    startTimers: timers,
  });
}
