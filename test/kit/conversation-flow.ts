import type { Effect } from '#core/effects.ts';
import type { Event } from '#core/events.ts';
import type { Advanced, NewTimer } from '#core/kernel/process.ts';
import type { ConversationFacts, RequestPicture } from '#core/model/conversation.ts';
import { conversation } from '#core/processes/conversation/process.ts';
import type { ConversationState } from '#core/processes/conversation/state.ts';
import { aCompany } from './account-request-samples.ts';
import { aPicture, someFacts } from './conversation-samples.ts';
import { now } from './given-when-then.ts';

/** A conversation after what happened to it: what the last event asked for, and all of them. */
export interface Flow {
  state: ConversationState;
  effects: Effect[];
  kinds: string[];
  allKinds: string[];
  timers: NewTimer[];
  /** More events; each has to move it. */
  and(...events: Event[]): Flow;
}

/** Something was heard of the conversation. */
export const hinted: Event = { type: 'conversation-hinted', conversationId: 55 };

/** It was read; null: it is gone. */
export function read(
  facts: ConversationFacts | null = someFacts(),
  mergedIntoId: number | null = null,
): Event {
  const result = { facts, mergedIntoId };
  return { type: 'effect-done', effectId: 'e', kind: 'read-conversation', decision: 0, result };
}

/** A request told it how it stands. */
export function told(overrides: Partial<RequestPicture> = {}): Event {
  return { type: 'request-told', picture: aPicture(overrides) };
}

/** One that was heard of for the first time. */
export function aConversation(): Flow {
  const context = { now, company: { ...aCompany(), desk: true } };
  const flow = (last: Advanced<ConversationState, Effect>, before: string[]): Flow => {
    const effects = last.effects.map(({ effect }) => effect);
    const kinds = effects.map(({ kind }) => kind);
    const allKinds = [...before, ...kinds];
    const next = (event: Event) => {
      const decision = conversation.decide(last.state, event, context);
      if (decision.outcome !== 'advanced') throw new Error(`${event.type}: ${decision.reason.key}`);
      return flow(decision, allKinds);
    };
    const and = (...events: Event[]): Flow =>
      events.reduce<Flow>((so, event, index) => (index === 0 ? next(event) : so.and(event)), flowOf());
    const flowOf = (): Flow => ({
      state: last.state,
      effects,
      kinds,
      allKinds,
      timers: last.startTimers,
      and,
    });
    return flowOf();
  };
  const born = conversation.start(hinted, context);
  if (born.outcome !== 'advanced') throw new Error(born.reason.key);
  return flow(born, []);
}
