import { type ConversationState, newConversation } from '#core/processes/conversation/state.ts';
import type { HandlerContext } from '#sync/effect-handlers/handler.ts';
import { aCompany } from './account-request-samples.ts';

/** What a handler is told of a conversation's effect; `repeated`: there was an earlier try. */
export function contextOf(
  more: Partial<HandlerContext> & { conversation?: Partial<ConversationState> } = {},
): HandlerContext {
  const { conversation = {}, ...rest } = more;
  return {
    company: aCompany(),
    instance: {
      id: '8c5b0b46-6b3f-4a53-8a3d-1c1d9b0a7f10',
      company: '1',
      process: 'conversation',
      version: 1,
      revision: 1,
      step: 'waiting',
      state: { ...newConversation(55), ...conversation },
      createdAt: new Date(),
    },
    effectId: 'e2b0b5b0-3f0a-4a1b-9a68-4b8e1f5f0c11',
    repeated: false,
    shadow: false,
    unclear: false,
    handedOver: false,
    writeHandoverNote: async () => {
      throw new Error('Nothing is handed over here.');
    },
    ...rest,
  };
}
