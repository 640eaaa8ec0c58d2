import { removeConversation } from './conversations.ts';
import { touchCustomer } from './customers.ts';
import { HelpscoutActError, type HelpscoutContext } from './helpscout-context.ts';
import { nextId } from './ids.ts';
import { actingAgent, conversationOf, customerByEmail, knownCustomer, knownSavedReply } from './lookup.ts';
import { newCode } from './tokens.ts';
import { touch } from './writing.ts';

/** Two customers turn out to be one: the first is gone, its addresses and conversations are the second's. */
export function mergeCustomers(
  context: HelpscoutContext,
  { fromId, intoId }: { fromId: number; intoId: number },
): void {
  if (fromId === intoId) throw new HelpscoutActError('A customer cannot be merged into themself.');
  const from = knownCustomer(context, fromId);
  const into = knownCustomer(context, intoId);
  into.emails.push(...from.emails);
  into.properties = { ...from.properties, ...into.properties };
  from.emails = [];
  from.mergedIntoId = into.id;
  const { conversations, threads } = context.memory;
  for (const conversation of conversations) {
    if (conversation.customerId !== from.id) continue;
    conversation.customerId = into.id;
    touch(context, conversation);
  }
  for (const thread of threads) if (thread.customerId === from.id) thread.customerId = into.id;
  touchCustomer(context, into);
  context.publish({ event: 'customer.deleted', customer: from, isGone: true });
}

/** Deletes a customer and, as the vendor does, their conversations. */
export function deleteCustomer(
  context: HelpscoutContext,
  asked: { customerId: number; keepsConversations?: boolean },
): void {
  const customer = knownCustomer(context, asked.customerId);
  const { memory } = context;
  memory.customers = memory.customers.filter((each) => each !== customer);
  const theirs = memory.conversations.filter(
    ({ id, customerId }) => customerId === customer.id && conversationOf(context, id) !== undefined,
  );
  for (const conversation of theirs) {
    conversation.customerId = null;
    if (asked.keepsConversations) touch(context, conversation);
    else removeConversation(context, conversation);
  }
  context.changed();
  context.publish({ event: 'customer.deleted', customer, isGone: true });
}

/** One more address. @throws HelpscoutActError when it is somebody else's */
export function addCustomerEmail(
  context: HelpscoutContext,
  asked: { customerId: number; email: string; isDefault?: boolean },
): void {
  const customer = knownCustomer(context, asked.customerId);
  if (customerByEmail(context, asked.email)) throw new HelpscoutActError(`${asked.email} is taken.`);
  const added = { id: nextId(context), value: asked.email.trim(), type: 'other' };
  customer.emails = asked.isDefault ? [added, ...customer.emails] : [...customer.emails, added];
  touchCustomer(context, customer);
}

/** No webhook tells of saved replies (helpscout.md 2.4). */
export function editSavedReply(context: HelpscoutContext, { id, text }: { id: number; text: string }): void {
  knownSavedReply(context, id).text = text;
  context.changed();
}

/** Another name; names need not be unique. */
export function renameSavedReply(
  context: HelpscoutContext,
  { id, name }: { id: number; name: string },
): void {
  knownSavedReply(context, id).name = name;
  context.changed();
}

/** Gone from its inbox. */
export function deleteSavedReply(context: HelpscoutContext, { id }: { id: number }): void {
  const reply = knownSavedReply(context, id);
  const { memory } = context;
  memory.savedReplies = memory.savedReplies.filter((each) => each !== reply);
  context.changed();
}

/** The account of an agent is closed. */
export function deactivateUser(context: HelpscoutContext, { userId }: { userId: number }): void {
  actingAgent(context, userId).isActive = false;
  context.changed();
}

/** An agent lets the app in. */
export function authorize(context: HelpscoutContext, { userId }: { userId: number }): string {
  return newCode(context, actingAgent(context, userId).id);
}
