import type { EffectOf } from '#core/effects.ts';
import type { ConversationReference } from '#core/model/conversation.ts';
import type { InstanceRow } from '../../store/instances.ts';

/** What conversations and requests tell each other, inside the service (deliveries/conversation-links.ts). */
export interface Links {
  link(companyId: string, wanted: EffectOf<'link-conversation'>): Promise<string[]>;
  find(companyId: string, emails: readonly string[]): Promise<ConversationReference[]>;
  /** Those of them that nobody told us of yet are read from now on. */
  follow(companyId: string, conversationIds: readonly number[]): Promise<void>;
  tellConversation(companyId: string, conversationId: number, requestId: string): Promise<void>;
  tellRequest(companyId: string, told: EffectOf<'tell-request'>): Promise<void>;
  followMerge(companyId: string, merged: InstanceRow, intoId: number): Promise<void>;
  /** A customer with one of these addresses wrote: clients that are followed hear of it. */
  clientWrote(companyId: string, emails: readonly string[], at: string): Promise<void>;
  /** These were merged into another one. */
  wereMerged(companyId: string, conversationIds: readonly number[]): Promise<void>;
}
