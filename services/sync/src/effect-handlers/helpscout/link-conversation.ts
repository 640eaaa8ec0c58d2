import type { Handler } from '../handler.ts';
import type { Links } from './links.ts';

/** The request of a conversation hears of it. */
export function linkConversation({ link }: Links): Handler<'link-conversation'> {
  return {
    vendor: 'helpscout',
    run: async (effect, { company }) => ({ requestIds: await link(company.id, effect) }),
  };
}
