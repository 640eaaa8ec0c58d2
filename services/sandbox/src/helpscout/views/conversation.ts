import type { HelpscoutContext } from '../helpscout-context.ts';
import { plainText } from '../html-text.ts';
import { agentOf, customerOf, threadsOf } from '../lookup.ts';
import type { Conversation, Thread } from '../records.ts';
import { link, webAddress } from './links.ts';
import { personView } from './people.ts';
import { threadView } from './thread.ts';

/** What differs by the place: webhooks do not tell since when a customer waits (helpscout.md 3). */
type Look = { isInWebhook?: boolean; withThreads?: boolean };

const previewLength = 150;

/** A conversation as lists, single reads and webhooks give it (helpscout.md 2.2). There is no `updatedAt`. */
export function conversationView(context: HelpscoutContext, conversation: Conversation, look: Look = {}) {
  const threads = threadsOf(context, conversation.id);
  const { id, number, status, state, subject, mailboxId, createdAt, userUpdatedAt } = conversation;
  return {
    id,
    number,
    threads: threads.filter((each) => each.state !== 'draft').length,
    type: 'email',
    folderId: mailboxId * 10 + (conversation.assigneeId === null ? 1 : 2),
    status,
    state,
    subject,
    preview: plainText(threads.find(isSaid)?.body ?? '').slice(0, previewLength),
    mailboxId,
    ...assigneeOf(context, conversation),
    createdBy: personView(context, conversation.createdBy),
    createdAt,
    ...closingOf(context, conversation),
    userUpdatedAt,
    ...(look.isInWebhook ? {} : waitingOf(threads)),
    source: { type: 'email', via: conversation.createdBy.type },
    tags: tagsOf(context, conversation),
    cc: [],
    bcc: [],
    ...primaryCustomerOf(context, conversation),
    customFields: [],
    _embedded: look.withThreads
      ? { threads: threads.map((each) => threadView(context, each)) }
      : { threads: [] },
    _links: linksOf(context, conversation),
  };
}

function isSaid({ type, state }: Thread): boolean {
  return type !== 'lineitem' && state === 'published';
}

function assigneeOf(context: HelpscoutContext, { assigneeId }: Conversation) {
  return assigneeId === null ? {} : { assignee: personView(context, { type: 'user', id: assigneeId }) };
}

function closingOf(context: HelpscoutContext, { closedAt, closedById }: Conversation) {
  if (closedAt === null) return {};
  const agent = agentOf(context, closedById);
  const closedByUser = agent ? { closedByUser: personView(context, { type: 'user', id: agent.id }) } : {};
  return { closedAt, closedBy: closedById ?? 0, ...closedByUser };
}

/** Since the oldest message of the customer that no agent's reply follows. */
function waitingOf(newestFirst: readonly Thread[]) {
  const said = newestFirst.filter((each) => isSaid(each) && each.type !== 'note');
  const answeredAt = said.findIndex((each) => each.type === 'message');
  const waiting = (answeredAt === -1 ? said : said.slice(0, answeredAt)).at(-1);
  if (!waiting) return { customerWaitingSince: { time: '', friendly: '', latestReplyFrom: 'user' } };
  return {
    customerWaitingSince: { time: waiting.createdAt, friendly: 'Recently', latestReplyFrom: 'customer' },
  };
}

function tagsOf({ memory }: HelpscoutContext, { tags }: Conversation) {
  return tags.map((name) => {
    const known = memory.tags.find((each) => each.name === name);
    return { id: known?.id ?? 0, color: known?.color ?? '', tag: name };
  });
}

function primaryCustomerOf(context: HelpscoutContext, { customerId }: Conversation) {
  if (!customerOf(context, customerId) || customerId === null) return {};
  return { primaryCustomer: personView(context, { type: 'customer', id: customerId }) };
}

function linksOf(context: HelpscoutContext, conversation: Conversation) {
  const { id, mailboxId, customerId } = conversation;
  const customer = customerId === null ? {} : { primaryCustomer: link(context, `/customers/${customerId}`) };
  return {
    mailbox: link(context, `/mailboxes/${mailboxId}`),
    ...customer,
    self: link(context, `/conversations/${id}`),
    threads: link(context, `/conversations/${id}/threads/`),
    web: { href: webAddress(context, conversation) },
  };
}
