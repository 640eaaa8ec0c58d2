import { addConversation } from './conversations.ts';
import { customerFor } from './customers.ts';
import { HelpscoutActError, type HelpscoutContext } from './helpscout-context.ts';
import { inboxOf, knownCustomer, openConversation } from './lookup.ts';
import type { Attachment, Conversation, Customer } from './records.ts';
import { helpscoutIds } from './seed-helpscout.ts';
import { addThread, changeStatus, keepAttachment, touch } from './writing.ts';

/** `data`: base64. `state`: how far Help Scout's look for viruses is; `valid` unless told. */
export interface ArrivingFile {
  fileName: string;
  mimeType: string;
  data: string;
  state?: Attachment['state'];
}

export interface Arriving {
  /** The address it comes from. */
  from: string;
  name?: string;
  subject: string;
  html: string;
  mailboxId?: number;
  attachments?: ArrivingFile[];
  /** The conversation it continues. */
  replyTo?: number;
}

export interface CustomerReply {
  conversationId: number;
  html: string;
  attachments?: ArrivingFile[];
}

export interface MailArrived {
  conversationId: number;
  threadId: number;
  customerId: number;
}

/** A mail comes in. @throws HelpscoutActError for an unknown inbox or conversation, or what is no address */
export function mailArrives(context: HelpscoutContext, asked: Arriving): MailArrived {
  if (!/^[^\s@]+@[^\s@]+$/.test(asked.from.trim()))
    throw new HelpscoutActError(`"${asked.from}" is no address.`);
  const continued = asked.replyTo === undefined ? undefined : openConversation(context, asked.replyTo);
  const mailboxId = asked.mailboxId ?? helpscoutIds.inbox;
  if (!inboxOf(context, mailboxId)) throw new HelpscoutActError(`There is no inbox ${mailboxId}.`);
  const customer = customerFor(context, asked.from, asked.name);
  if (continued) return receive(context, continued, customer, asked);
  const conversation = addConversation(context, {
    subject: asked.subject,
    mailboxId,
    customerId: customer.id,
    createdBy: { type: 'customer', id: customer.id },
  });
  const threadId = addCustomerThread(context, conversation, customer, asked);
  context.publish({ event: 'convo.created', conversation });
  return { conversationId: conversation.id, threadId, customerId: customer.id };
}

/** The customer of a conversation answers. @throws HelpscoutActError when it or its customer is gone */
export function customerReplies(context: HelpscoutContext, asked: CustomerReply): MailArrived {
  const conversation = openConversation(context, asked.conversationId);
  return receive(context, conversation, knownCustomer(context, conversation.customerId ?? 0), asked);
}

type Content = Pick<Arriving, 'html' | 'attachments'>;

/** A reply opens the conversation again and stops what was to be sent at a certain time. */
function receive(
  context: HelpscoutContext,
  conversation: Conversation,
  customer: Customer,
  content: Content,
): MailArrived {
  for (const thread of context.memory.threads) {
    if (thread.conversationId !== conversation.id) continue;
    if (thread.schedule?.unscheduleOnCustomerReply) thread.schedule = null;
  }
  const threadId = addCustomerThread(context, conversation, customer, content);
  context.publish({ event: 'convo.customer.reply.created', conversation });
  changeStatus(context, conversation, 'active', null);
  return { conversationId: conversation.id, threadId, customerId: customer.id };
}

function addCustomerThread(
  context: HelpscoutContext,
  conversation: Conversation,
  customer: Customer,
  { html, attachments = [] }: Content,
): number {
  const thread = addThread(context, conversation, {
    type: 'customer',
    status: 'active',
    body: html,
    createdBy: { type: 'customer', id: customer.id },
    customerId: customer.id,
    via: 'email',
    attachments: attachments.map((file) => keepAttachment(context, file)),
  });
  touch(context, conversation, false);
  return thread.id;
}
