import { HelpscoutActError, type HelpscoutContext } from './helpscout-context.ts';
import type { Agent, Conversation, Customer, Inbox, SavedReply, Thread } from './records.ts';

type Remembering = Pick<HelpscoutContext, 'memory'>;

/** The conversation, unless it was deleted or merged into another one. */
export function conversationOf({ memory }: Remembering, id: number): Conversation | undefined {
  const found = memory.conversations.find((each) => each.id === id);
  return found && found.state !== 'deleted' && found.mergedIntoId === null ? found : undefined;
}

/** Where a merged conversation lives on, however often it was merged; undefined when it was not. */
export function survivorOf({ memory }: Remembering, id: number): number | undefined {
  let found = memory.conversations.find((each) => each.id === id);
  if (!found || found.mergedIntoId === null) return undefined;
  while (found && found.mergedIntoId !== null) {
    const next: number = found.mergedIntoId;
    found = memory.conversations.find((each) => each.id === next);
  }
  return found?.id;
}

/** The customer, unless deleted or merged. */
export function customerOf({ memory }: Remembering, id: number | null): Customer | undefined {
  return memory.customers.find((each) => each.id === id && each.mergedIntoId === null);
}

/** Whose address it is; case does not matter. */
export function customerByEmail({ memory }: Remembering, email: string): Customer | undefined {
  const wanted = email.trim().toLowerCase();
  return memory.customers.find(
    (each) => each.mergedIntoId === null && each.emails.some(({ value }) => value.toLowerCase() === wanted),
  );
}

/** The agent, deactivated ones included. */
export function agentOf({ memory }: Remembering, id: number | null): Agent | undefined {
  return memory.agents.find((each) => each.id === id);
}

/** The inbox with this id, or undefined. */
export function inboxOf({ memory }: Remembering, id: number): Inbox | undefined {
  return memory.inboxes.find((each) => each.id === id);
}

/** The entries of a conversation, newest first, drafts and hidden ones included. */
export function threadsOf({ memory }: Remembering, conversationId: number): Thread[] {
  return memory.threads
    .filter((each) => each.conversationId === conversationId)
    .sort((a, b) => b.createdAt.localeCompare(a.createdAt) || b.id - a.id);
}

/** The entry with this id, of whatever conversation, or undefined. */
export function threadOf({ memory }: Remembering, id: number): Thread | undefined {
  return memory.threads.find((each) => each.id === id);
}

/** For an act of the screen. @throws HelpscoutActError when it is not there any more */
export function openConversation(context: Remembering, id: number): Conversation {
  const found = conversationOf(context, id);
  if (!found) throw new HelpscoutActError(`There is no conversation ${id}.`);
  return found;
}

/** For an act of the screen. @throws HelpscoutActError when there is none */
export function knownCustomer(context: Remembering, id: number): Customer {
  const found = customerOf(context, id);
  if (!found) throw new HelpscoutActError(`There is no customer ${id}.`);
  return found;
}

/** Who acts. @throws HelpscoutActError for somebody unknown or deactivated */
export function actingAgent(context: Remembering, id: number): Agent {
  const found = agentOf(context, id);
  if (!found) throw new HelpscoutActError(`No agent has the id ${id}.`);
  if (!found.isActive) throw new HelpscoutActError(`The agent ${id} is deactivated.`);
  return found;
}

/** A draft of an agent, for an act of the screen. @throws HelpscoutActError when it is none */
export function draftOf(context: Remembering, threadId: number): Thread {
  const found = threadOf(context, threadId);
  if (found?.state !== 'draft') throw new HelpscoutActError(`There is no draft ${threadId}.`);
  return found;
}

/** @throws HelpscoutActError when there is none */
export function knownSavedReply({ memory }: Remembering, id: number): SavedReply {
  const found = memory.savedReplies.find((each) => each.id === id);
  if (!found) throw new HelpscoutActError(`There is no saved reply ${id}.`);
  return found;
}
