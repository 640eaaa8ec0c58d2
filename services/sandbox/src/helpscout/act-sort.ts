import { assignTo, moveTo, removeConversation, replaceTags } from './conversations.ts';
import { HelpscoutActError, type HelpscoutContext } from './helpscout-context.ts';
import { actingAgent, inboxOf, openConversation } from './lookup.ts';
import type { ConversationStatus } from './records.ts';
import { helpscoutIds } from './seed-helpscout.ts';
import { addThread, changeStatus, touch } from './writing.ts';

type ByAgent = { userId?: number };
type Of = { conversationId: number };

/** An agent chooses another status. */
export function setStatus(
  context: HelpscoutContext,
  asked: ByAgent & Of & { status: ConversationStatus },
): void {
  const agent = actingAgent(context, asked.userId ?? helpscoutIds.sales);
  changeStatus(context, openConversation(context, asked.conversationId), asked.status, agent.id);
}

/** One more tag; names are kept in lower case. */
export function addTag(context: HelpscoutContext, { conversationId, tag }: Of & { tag: string }): void {
  const conversation = openConversation(context, conversationId);
  replaceTags(context, conversation, [...conversation.tags, tag]);
}

/** One tag less; nothing happens where it is not. */
export function removeTag(context: HelpscoutContext, { conversationId, tag }: Of & { tag: string }): void {
  const conversation = openConversation(context, conversationId);
  replaceTags(
    context,
    conversation,
    conversation.tags.filter((each) => each !== tag.trim().toLowerCase()),
  );
}

/** Gives the conversation to an agent, or to nobody. @throws HelpscoutActError for one who left */
export function assign(
  context: HelpscoutContext,
  { conversationId, assigneeId }: Of & { assigneeId: number | null },
): void {
  const agentId = assigneeId === null ? null : actingAgent(context, assigneeId).id;
  assignTo(context, openConversation(context, conversationId), agentId);
}

/** Into another inbox. @throws HelpscoutActError when there is none */
export function moveConversation(
  context: HelpscoutContext,
  { conversationId, mailboxId }: Of & { mailboxId: number },
): void {
  if (!inboxOf(context, mailboxId)) throw new HelpscoutActError(`There is no inbox ${mailboxId}.`);
  moveTo(context, openConversation(context, conversationId), mailboxId);
}

/**
 * The first conversation goes into the second. The webhook tells the one that stays and nothing of the other; only a line
 * item among the entries says where they came from (helpscout.md 3).
 */
export function mergeConversations(
  context: HelpscoutContext,
  asked: ByAgent & { fromId: number; intoId: number },
): void {
  if (asked.fromId === asked.intoId)
    throw new HelpscoutActError('A conversation cannot be merged into itself.');
  const from = openConversation(context, asked.fromId);
  const into = openConversation(context, asked.intoId);
  const agent = actingAgent(context, asked.userId ?? helpscoutIds.sales);
  for (const thread of context.memory.threads) {
    if (thread.conversationId === from.id) thread.conversationId = into.id;
  }
  from.mergedIntoId = into.id;
  touch(context, from);
  into.tags = [...new Set([...into.tags, ...from.tags])];
  addThread(context, into, {
    type: 'lineitem',
    body: '',
    createdBy: { type: 'user', id: agent.id },
    action: {
      type: 'merged',
      text: `Merged with conversation #${from.number}`,
      originalConversationId: from.id,
    },
  });
  context.publish({ event: 'convo.merged', conversation: into });
}

/** Gone for everybody; the webhook tells its id alone. */
export function deleteConversation(context: HelpscoutContext, { conversationId }: Of): void {
  removeConversation(context, openConversation(context, conversationId));
}
