import { type Instant, plusSeconds } from '../../kernel/instant.ts';
import type { ConversationFacts } from '../../model/conversation.ts';
import { firstAnswer, stepOf } from './answer-clock.ts';
import type { ConversationContext } from './process.ts';
import { recognised } from './recognise.ts';
import type { ConversationState, PlacedReply } from './state.ts';

/** A conversation after it was read: what is about accounts, what became of drafts, how its clock stands. */
export function observed(
  state: ConversationState,
  facts: ConversationFacts,
  { company, now }: ConversationContext,
): ConversationState {
  const answer = firstAnswer(state, facts);
  return {
    ...state,
    ...answer,
    facts,
    step: stepOf(answer, facts),
    because: recognised(state, facts, company),
    placed: state.placed.map((placed) => asRead(placed, facts, now)),
  };
}

/** What was just placed may not be listed yet (helpscout.md 7). */
const listedAfterSeconds = 60;

/** Sent once its entry is no draft any more; thrown away once there is no such entry, unless it turns up after all. */
function asRead(placed: PlacedReply, { threads, hasOlder }: ConversationFacts, now: Instant): PlacedReply {
  // What shadow mode records has no entry.
  if (placed.threadId === null || placed.threadId < 0 || placed.sentAt !== null) return placed;
  const thread = threads.find(({ id }) => id === placed.threadId);
  const isListed = plusSeconds(placed.at, listedAfterSeconds) <= now;
  if (!thread) return hasOlder || !isListed ? placed : { ...placed, isDiscarded: true };
  const there = { ...placed, isDiscarded: false };
  return thread.isDraft ? there : { ...there, sentAt: thread.at };
}
