import type { HelpscoutContext } from '../helpscout-context.ts';
import { plainText } from '../html-text.ts';
import { customerOf, threadsOf } from '../lookup.ts';
import type { Conversation, Customer } from '../records.ts';
import type { Query } from './query-language.ts';

/** The words of a record that a field of a search looks at; case does not matter. */
type Words = (field: string) => { values: string[]; isPart?: boolean };

/** Whether a conversation is what a search asks for. A field nobody knows finds nothing. */
export function matchesConversation(
  context: HelpscoutContext,
  query: Query,
  conversation: Conversation,
): boolean {
  return matches(query, (field) => conversationWords(context, conversation, field));
}

/** Whether a customer is. */
export function matchesCustomer(query: Query, customer: Customer): boolean {
  return matches(query, (field) => customerWords(customer, field));
}

function matches(query: Query, words: Words): boolean {
  switch (query.kind) {
    case 'and':
      return query.parts.every((part) => matches(part, words));
    case 'or':
      return query.parts.some((part) => matches(part, words));
    case 'not':
      return !matches(query.part, words);
    case 'range':
      return words(query.field).values.some((value) => isBetween(value, query.from, query.to));
    case 'term': {
      const { values, isPart } = words(query.field);
      const wanted = query.value.toLowerCase();
      return values.some((value) => {
        const found = value.toLowerCase();
        return isPart ? found.includes(wanted) : found === wanted;
      });
    }
  }
}

/** Instants and numbers alike; `*` is open. */
function isBetween(value: string, from: string, to: string): boolean {
  const order = (a: string, b: string) =>
    /^\d+$/.test(a) && /^\d+$/.test(b) ? Number(a) - Number(b) : a.localeCompare(b);
  return (from === '*' || order(value, from) >= 0) && (to === '*' || order(value, to) <= 0);
}

function conversationWords(
  context: HelpscoutContext,
  conversation: Conversation,
  field: string,
): ReturnType<Words> {
  const customer = customerOf(context, conversation.customerId);
  switch (field.toLowerCase()) {
    case 'email':
      return { values: customer?.emails.map(({ value }) => value) ?? [] };
    case 'customerids':
      return { values: [String(conversation.customerId)] };
    case 'tag':
      return { values: conversation.tags };
    case 'number':
      return { values: [String(conversation.number)] };
    case 'subject':
      return { values: [conversation.subject], isPart: true };
    case 'mailboxid':
      return { values: [String(conversation.mailboxId)] };
    case 'status':
      return { values: [conversation.status] };
    case 'assigned':
      return { values: [conversation.assigneeId === null ? 'Unassigned' : String(conversation.assigneeId)] };
    case 'body':
      return { values: threadsOf(context, conversation.id).map(({ body }) => plainText(body)), isPart: true };
    case 'attachment':
      return {
        values: [String(threadsOf(context, conversation.id).some((each) => each.attachments.length > 0))],
      };
    case 'modifiedat':
      return { values: [conversation.modifiedAt] };
    case 'createdat':
      return { values: [conversation.createdAt] };
    default:
      return { values: [] };
  }
}

function customerWords(customer: Customer, field: string): ReturnType<Words> {
  switch (field.toLowerCase()) {
    case 'email':
      return { values: customer.emails.map(({ value }) => value) };
    case 'firstname':
      return { values: [customer.firstName] };
    case 'lastname':
      return { values: [customer.lastName] };
    case 'modifiedat':
      return { values: [customer.updatedAt] };
    default:
      return { values: [] };
  }
}
