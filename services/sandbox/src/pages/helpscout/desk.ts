import { conversationOf, customerOf, survivorOf } from '../../helpscout/lookup.ts';
import type { HelpscoutMemory } from '../../helpscout/memory.ts';
import type { Agent, Conversation, Inbox } from '../../helpscout/records.ts';
import type { PageContext } from '../page-context.ts';

/** Help Scout as one agent sees it. */
export type Desk = {
  memory: HelpscoutMemory;
  context: PageContext;
  agent: Agent;
  /** Whom one may act as. */
  agents: Agent[];
};

/**
 * Whoever was chosen; else the agent with the address of the Pipedrive user who is signed in, else the first one.
 * @throws Error when there is no active agent
 */
export function deskOf(context: PageContext, memory: HelpscoutMemory, chosenId: string | undefined): Desk {
  const agents = memory.agents.filter(({ isActive }) => isActive);
  const agent =
    agents.find(({ id }) => id === Number(chosenId)) ??
    agents.find(({ email }) => email === context.staff.email) ??
    agents[0];
  if (!agent) throw new Error('Help Scout has no active agent: reset the sandbox to its seed.');
  return { memory, context, agent, agents };
}

/** First and last name. */
export function nameOf(who: { firstName: string; lastName: string }): string {
  return [who.firstName, who.lastName].filter(Boolean).join(' ');
}

/** What a customer is called: the name, else the default address; also of one who was deleted. */
export function customerName(desk: Desk, customerId: number | null): string {
  const customer = customerOf(desk, customerId);
  if (!customer) return desk.context.t('(client supprimé)', '(deleted customer)');
  return nameOf(customer) || customer.emails[0]?.value || `#${customer.id}`;
}

/** The conversation, or the one it was merged into; none for a deleted one. */
export function conversationBy(desk: Desk, wantedId: number): Conversation | undefined {
  return conversationOf(desk, survivorOf(desk, wantedId) ?? wantedId);
}

/** The inbox of that id; the first one for any other. */
export function inboxBy({ memory }: Desk, wantedId: number): Inbox {
  const inbox = memory.inboxes.find(({ id }) => id === wantedId) ?? memory.inboxes[0];
  if (!inbox) throw new Error('Help Scout has no inbox: reset the sandbox to its seed.');
  return inbox;
}

/** Where the acts of a conversation are sent. */
export function actsPath({ id }: Conversation): string {
  return `/helpscout/conversation/${id}`;
}
