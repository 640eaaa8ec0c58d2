import type { Instant } from '../../kernel/instant.ts';
import { plusHours, workedMinutesBetween } from '../../kernel/working-hours.ts';
import type { ConversationFacts } from '../../model/conversation.ts';
import type { Settings } from '../../settings.ts';
import type { ConversationState, ConversationStep } from './state.ts';

/** When a first answer was asked for and given, as far as the entries tell; what was known before stays. */
export function firstAnswer(
  { askedAt, answeredAt }: Pick<ConversationState, 'askedAt' | 'answeredAt'>,
  { threads, createdAt, hasOlder }: ConversationFacts,
): Pick<ConversationState, 'askedAt' | 'answeredAt'> {
  const oldestFirst = threads.toReversed();
  const firstAsked = oldestFirst.find(({ kind }) => kind === 'customer')?.at;
  // Of a long conversation only the newest entries are read: it began when it was created.
  const asked = askedAt ?? (hasOlder && firstAsked ? createdAt : (firstAsked ?? null));
  const answer = oldestFirst.find(
    ({ kind, isDraft, at }) => kind === 'reply' && !isDraft && asked !== null && at >= asked,
  );
  return { askedAt: asked, answeredAt: answeredAt ?? answer?.at ?? null };
}

/** Where a conversation stands, for its clock. Closed without an answer, nobody waits any more. */
export function stepOf(
  { askedAt, answeredAt }: Pick<ConversationState, 'askedAt' | 'answeredAt'>,
  { status }: ConversationFacts,
): ConversationStep {
  if (answeredAt !== null) return 'answered';
  if (status === 'closed' || status === 'spam') return 'closed';
  return askedAt === null ? 'closed' : 'waiting';
}

/** Until when the first answer is promised: hours of working days alone count (MER-04). */
export function answerDueAt(askedAt: Instant, settings: Settings): Instant {
  return plusHours(askedAt, settings.helpscout.answerWithinHours, settings);
}

/** When somebody is warned that it is not there yet. */
export function warnAt(askedAt: Instant, settings: Settings): Instant {
  const { answerWithinHours, warnBeforeHours } = settings.helpscout;
  return plusHours(askedAt, Math.max(0, answerWithinHours - warnBeforeHours), settings);
}

/** How long the first answer took, in minutes of working hours. */
export function answerMinutes(askedAt: Instant, answeredAt: Instant, settings: Settings): number {
  const { openFrom, openUntil } = settings.helpscout;
  return workedMinutesBetween(askedAt, answeredAt, { ...settings, openFrom, openUntil });
}
