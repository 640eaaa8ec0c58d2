import { latest, type PersonTrace } from '../../prospect-clock.ts';
import type { ConversationState } from './state.ts';

/** Whose conversation it is, and when they last wrote. */
export function conversationTrace({ facts }: ConversationState): PersonTrace {
  const written = facts?.threads.filter(({ kind }) => kind === 'customer') ?? [];
  const heardAt = latest(written.map(({ at }) => at));
  return { emails: facts?.customer.emails ?? [], heardAt, standing: 'word' };
}
