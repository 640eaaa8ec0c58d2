import { searchWords } from '../../kernel/search-words.ts';
import type { ConversationState } from './state.ts';

/** What a conversation is found by. The kinds of link are its own: those of account requests lead to requests alone. */
export function describeConversation({ step, conversationId, facts }: ConversationState) {
  const customer = facts?.customer;
  const links = [
    { kind: 'conversation', value: String(conversationId) },
    ...(customer?.id ? [{ kind: 'customer', value: String(customer.id) }] : []),
    ...(customer?.emails ?? []).map((value) => ({ kind: 'customer-email', value })),
  ];
  return { step, search: searchWords([facts?.subject ?? null, ...(customer?.emails ?? [])]), links };
}
