import type { Handler } from '../handler.ts';
import type { Links } from './links.ts';

/** A conversation hears how its request stands. */
export function tellConversation({ tellConversation: tell }: Links): Handler<'tell-conversation'> {
  return {
    vendor: 'helpscout',
    run: async ({ conversationId }, { company, instance }) => {
      await tell(company.id, conversationId, instance.id);
      return {};
    },
  };
}
