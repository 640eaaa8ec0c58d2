import type { ConversationCommand } from '#core/contract/conversation-commands.ts';
import type { ConversationAnswer } from '#core/contract/conversation-view.ts';
import { tellConversation } from '../../deliveries/conversations.ts';
import { answerOnce } from '../answer-once.ts';
import { actorOf, type Caller } from '../authenticate-surface.ts';
import { notFound } from '../problems.ts';
import { answerFrom } from './conversation-answer.ts';
import { seen } from './find-requests.ts';
import { lookAt } from './look.ts';
import type { ConversationOptions } from './options.ts';

type LinkConversation = Extract<ConversationCommand, { type: 'link-conversation' }>;

/**
 * Says which request a conversation is about, where several match.
 * @throws HttpProblem 404 where there is no such conversation or request for this person
 */
export async function linkConversation(
  options: ConversationOptions,
  caller: Caller,
  { commandId, conversationId, requestId }: LinkConversation,
): Promise<ConversationAnswer> {
  const looked = await lookAt(options, caller, conversationId);
  if (!looked || !(await seen(options, caller, requestId))) throw notFound();
  const { companyOf } = options.companies;
  const event = { type: 'conversation-link-requested', by: actorOf(caller), requestId } as const;
  return answerOnce(options, caller, commandId, async (store) => {
    const results = await tellConversation(store, companyOf, caller.company.id, conversationId, event);
    return { answer: await answerFrom(results, { store, options, caller, looked }), results };
  });
}
