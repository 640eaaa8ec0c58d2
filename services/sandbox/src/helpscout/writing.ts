import type { HelpscoutContext } from './helpscout-context.ts';
import { escapeHtml, plainText, rewrittenHtml } from './html-text.ts';
import { nextId } from './ids.ts';
import { agentOf, customerOf, inboxOf } from './lookup.ts';
import type { Attachment, Conversation, ConversationStatus, Thread } from './records.ts';
import { toSeconds } from './times.ts';

type NewThread = Pick<Thread, 'type' | 'body' | 'createdBy'> &
  Partial<Omit<Thread, 'id' | 'conversationId' | 'type' | 'body' | 'createdBy'>>;

/** Adds an entry to a conversation and marks it as changed. Tells nobody and sends nothing. */
export function addThread(context: HelpscoutContext, conversation: Conversation, given: NewThread): Thread {
  const createdAt = toSeconds(context.now());
  const added: Thread = {
    id: nextId(context),
    conversationId: conversation.id,
    status: conversation.status,
    state: 'published',
    action: { type: 'default', text: '', originalConversationId: null },
    customerId: conversation.customerId,
    assigneeId: conversation.assigneeId,
    savedReplyId: null,
    to: [],
    cc: [],
    bcc: [],
    via: 'web',
    attachments: [],
    schedule: null,
    isImported: false,
    createdAt,
    ...given,
    body: context.memory.settings.rewritesHtml ? rewrittenHtml(given.body) : given.body,
  };
  context.memory.threads.push(added);
  touch(context, conversation, given.createdBy.type === 'user');
  return added;
}

/** Something about a conversation changed. */
export function touch(context: HelpscoutContext, conversation: Conversation, isByAgent = true): void {
  conversation.modifiedAt = toSeconds(context.now());
  if (isByAgent) conversation.userUpdatedAt = conversation.modifiedAt;
  context.changed();
}

/** Another status; `convo.status` is told when it is one. `byId`: the agent, null for a customer. */
export function changeStatus(
  context: HelpscoutContext,
  conversation: Conversation,
  status: ConversationStatus,
  byId: number | null,
): void {
  if (conversation.status === status) return;
  conversation.status = status;
  conversation.closedAt = status === 'closed' ? toSeconds(context.now()) : null;
  conversation.closedById = status === 'closed' ? byId : null;
  touch(context, conversation, byId !== null);
  context.publish({ event: 'convo.status', conversation });
}

/**
 * Publishes an agent's reply: the mail leaves unless the reply is imported, and webhooks are told. A draft conversation
 * is published with it.
 */
export function publishReply(context: HelpscoutContext, conversation: Conversation, thread: Thread): void {
  thread.state = 'published';
  thread.schedule = null;
  if (conversation.state === 'draft') conversation.state = 'published';
  touch(context, conversation);
  if (!thread.isImported) sendMail(context, conversation, thread);
  context.publish({ event: 'convo.agent.reply.created', conversation });
}

function sendMail(context: HelpscoutContext, conversation: Conversation, thread: Thread): void {
  const inbox = inboxOf(context, conversation.mailboxId);
  const mail = {
    from: `${inbox?.name ?? ''} <${inbox?.email ?? ''}>`,
    to: [...recipientsOf(context, thread), ...thread.cc, ...thread.bcc],
    subject: `Re: ${conversation.subject}`,
    html: thread.body,
  };
  const sentAt = toSeconds(context.now());
  context.memory.mailsSent.push({ threadId: thread.id, conversationId: conversation.id, ...mail, sentAt });
  context.deliver({
    ...mail,
    text: plainText(thread.body),
    headers: [
      { key: 'x-helpscout-conversation', value: String(conversation.id) },
      { key: 'x-helpscout-thread', value: String(thread.id) },
    ],
  });
}

function recipientsOf(context: HelpscoutContext, thread: Thread): string[] {
  if (thread.to.length > 0) return thread.to;
  const first = customerOf(context, thread.customerId)?.emails[0]?.value;
  return first === undefined ? [] : [first];
}

/** A file as it is kept. `data`: base64. */
export function keepAttachment(
  context: HelpscoutContext,
  file: { fileName: string; mimeType: string; data: string; state?: Attachment['state'] },
): Attachment {
  return {
    id: nextId(context),
    filename: file.fileName,
    mimeType: file.mimeType,
    size: Buffer.from(file.data, 'base64').length,
    state: file.state ?? 'valid',
    data: file.data,
  };
}

/** The texts of a saved reply with its variables filled in, as the editor does it (helpscout.md 2.4). */
export function fillVariables(
  context: HelpscoutContext,
  text: string,
  conversation: Conversation,
  agentId: number,
): string {
  const values = variablesOf(context, conversation, agentId);
  return text.replace(
    /\{%\s*([\w.]+)(?:,fallback=([^%]*))?%\}/g,
    (_whole, name: string, fallback: string | undefined) => escapeHtml(values.get(name) || (fallback ?? '')),
  );
}

function variablesOf(
  context: HelpscoutContext,
  conversation: Conversation,
  agentId: number,
): Map<string, string> {
  const customer = customerOf(context, conversation.customerId);
  const agent = agentOf(context, agentId);
  const inbox = inboxOf(context, conversation.mailboxId);
  return new Map([
    ['customer.firstName', customer?.firstName ?? ''],
    ['customer.lastName', customer?.lastName ?? ''],
    ['customer.fullName', `${customer?.firstName ?? ''} ${customer?.lastName ?? ''}`.trim()],
    ['customer.email', customer?.emails[0]?.value ?? ''],
    ['mailbox.name', inbox?.name ?? ''],
    ['mailbox.email', inbox?.email ?? ''],
    ['user.firstName', agent?.firstName ?? ''],
    ['user.fullName', `${agent?.firstName ?? ''} ${agent?.lastName ?? ''}`.trim()],
    ['conversation.number', String(conversation.number)],
  ]);
}
