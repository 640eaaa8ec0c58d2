import { readConversation } from '#core/processes/conversation/state.ts';
import { followedConversation, tellConversation } from '../../deliveries/conversations.ts';
import { ringFor } from '../../deliveries/route-deliveries.ts';
import { actorOf, type Caller } from '../authenticate-surface.ts';
import type { ConversationOptions } from './options.ts';

/**
 * Who acts on a request beside a conversation says by it that the conversation is about that request, whatever its
 * subject. In a transaction of its own, after the one of the command: a conversation that is merged at this moment
 * locks both in the other order.
 */
export async function linkActedOn(
  { db, bell, companies }: Pick<ConversationOptions, 'db' | 'bell' | 'companies'>,
  caller: Caller,
  requestId: string,
): Promise<void> {
  const { conversationId, company } = caller;
  if (conversationId === undefined) return;
  const row = await followedConversation(db, company.id, conversationId);
  if (row && isLinked(readConversation(row.state, row.version), requestId)) return;
  const event = { type: 'conversation-link-requested', by: actorOf(caller), requestId } as const;
  const results = await db
    .transaction()
    .execute((store) => tellConversation(store, companies.companyOf, company.id, conversationId, event));
  ringFor(bell, results);
}

function isLinked({ requests }: ReturnType<typeof readConversation>, requestId: string): boolean {
  return requests.some((known) => known.requestId === requestId);
}
