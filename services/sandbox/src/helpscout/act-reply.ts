import { HelpscoutActError, type HelpscoutContext } from './helpscout-context.ts';
import { actingAgent, draftOf, knownCustomer, knownSavedReply, openConversation } from './lookup.ts';
import type { ConversationStatus } from './records.ts';
import { helpscoutIds } from './seed-helpscout.ts';
import { addThread, changeStatus, fillVariables, publishReply, touch } from './writing.ts';

type ByAgent = { userId?: number };

export interface AgentReply extends ByAgent {
  conversationId: number;
  html: string;
  /** The saved reply that was inserted in the editor. */
  savedReplyId?: number;
  /** Left out: stays. */
  status?: ConversationStatus;
  /** Kept as a draft instead of sent. */
  isDraft?: boolean;
}

/** An agent writes a reply by hand. Gives the thread's id. */
export function agentReplies(context: HelpscoutContext, asked: AgentReply): number {
  const conversation = openConversation(context, asked.conversationId);
  const agent = actingAgent(context, asked.userId ?? helpscoutIds.sales);
  knownCustomer(context, conversation.customerId ?? 0);
  const thread = addThread(context, conversation, {
    type: 'message',
    body: asked.html,
    createdBy: { type: 'user', id: agent.id },
    savedReplyId: asked.savedReplyId ?? null,
    state: 'draft',
  });
  if (asked.isDraft) return thread.id;
  publishReply(context, conversation, thread);
  if (asked.status) changeStatus(context, conversation, asked.status, agent.id);
  return thread.id;
}

/** An agent sends a draft, whoever wrote it. @throws HelpscoutActError when it is none any more */
export function agentSendsDraft(
  context: HelpscoutContext,
  asked: ByAgent & { threadId: number; html?: string; status?: ConversationStatus },
): void {
  const thread = draftOf(context, asked.threadId);
  const conversation = openConversation(context, thread.conversationId);
  const agent = actingAgent(context, asked.userId ?? helpscoutIds.sales);
  if (asked.html !== undefined) thread.body = asked.html;
  if (thread.type !== 'message') throw new HelpscoutActError(`The draft ${thread.id} is no reply.`);
  publishReply(context, conversation, thread);
  if (asked.status) changeStatus(context, conversation, asked.status, agent.id);
}

/** Changes a draft's text. */
export function agentEditsDraft(
  context: HelpscoutContext,
  { threadId, html }: { threadId: number; html: string },
): void {
  const thread = draftOf(context, threadId);
  thread.body = html;
  touch(context, openConversation(context, thread.conversationId));
}

/** Throws a draft away: no webhook tells that. */
export function agentDiscardsDraft(context: HelpscoutContext, { threadId }: { threadId: number }): void {
  const thread = draftOf(context, threadId);
  const { memory } = context;
  memory.threads = memory.threads.filter((each) => each !== thread);
  touch(context, openConversation(context, thread.conversationId));
}

/** An internal note: the customer hears nothing. Gives the thread's id. */
export function agentNotes(
  context: HelpscoutContext,
  asked: ByAgent & { conversationId: number; html: string },
): number {
  const conversation = openConversation(context, asked.conversationId);
  const agent = actingAgent(context, asked.userId ?? helpscoutIds.sales);
  const thread = addThread(context, conversation, {
    type: 'note',
    body: asked.html,
    createdBy: { type: 'user', id: agent.id },
  });
  context.publish({ event: 'convo.note.created', conversation });
  return thread.id;
}

/** The text of a saved reply as it stands in the editor; only the inbox's own can be chosen. */
export function insertSavedReply(
  context: HelpscoutContext,
  asked: ByAgent & { conversationId: number; savedReplyId: number },
): string {
  const conversation = openConversation(context, asked.conversationId);
  const reply = knownSavedReply(context, asked.savedReplyId);
  if (reply.mailboxId !== conversation.mailboxId) {
    throw new HelpscoutActError(`The saved reply ${reply.id} is of another inbox.`);
  }
  return fillVariables(context, reply.text, conversation, asked.userId ?? helpscoutIds.sales);
}
