import type { Context } from '@helpscout/javascript-sdk/dist/cjs/types/Context.js';
import { customerOf } from '../../helpscout/lookup.ts';
import { type Conversation, type Customer, propertyType } from '../../helpscout/records.ts';
import { type Desk, inboxBy } from './desk.ts';

/** The account, of which the app is told the number alone. */
const companyId = 90_001;

/** What an app of the sidebar is told (helpscout.md 4.5; the vendor's own types). */
export function contextOf(desk: Desk, conversation: Conversation): Context {
  const { agent } = desk;
  const customer = customerOf(desk, conversation.customerId);
  const { id, name, email } = inboxBy(desk, conversation.mailboxId);
  return {
    company: { id: companyId },
    mailbox: { id, name, email },
    user: {
      id: agent.id,
      firstName: agent.firstName,
      lastName: agent.lastName,
      email: agent.email,
      initials: `${agent.firstName.slice(0, 1)}${agent.lastName.slice(0, 1)}`,
      photoUrl: '',
      isAdmin: agent.role !== 'user',
    },
    uiState: { isSidePanelOpen: false },
    conversation: conversationFor(desk, conversation, customer),
    ...(customer ? { customer: customerFor(desk, customer) } : {}),
  };
}

function conversationFor(
  { memory }: Desk,
  conversation: Conversation,
  customer: Customer | undefined,
): NonNullable<Context['conversation']> {
  const assignee = memory.agents.find(({ id }) => id === conversation.assigneeId);
  const tagId = (name: string): number => memory.tags.find((tag) => tag.name === name)?.id ?? 0;
  return {
    id: conversation.id,
    number: conversation.number,
    subject: conversation.subject,
    status: conversation.status,
    mailboxId: conversation.mailboxId,
    customerId: customer?.id ?? 0,
    following: false,
    assignee: {
      id: assignee?.id ?? 0,
      first: assignee?.firstName ?? '',
      last: assignee?.lastName ?? '',
      type: 'user',
      email: assignee?.email ?? '',
    },
    tags: conversation.tags.map((tag) => ({ id: tagId(tag), tag })),
    customFields: [],
    customers: customer ? [withAddresses(customer)] : [],
  };
}

function withAddresses({ id, firstName, lastName, emails }: Customer) {
  return {
    id,
    firstName,
    lastName,
    emails: emails.map((email, index) => ({ id: email.id, value: email.value, default: index === 0 })),
  };
}

function customerFor({ memory }: Desk, customer: Customer): NonNullable<Context['customer']> {
  const { id, firstName, lastName, jobTitle, organization, background, emails, properties } = customer;
  return {
    id,
    firstName,
    lastName,
    jobTitle,
    company: organization,
    note: background,
    photoUrl: '',
    emails: emails.map((email) => ({ id: email.id, value: email.value })),
    phones: [],
    conversationCount: memory.conversations.filter(({ customerId }) => customerId === id).length,
    properties: memory.propertyDefinitions.map(({ slug, name, type }) => {
      const value = properties[slug];
      return { slug, name, type: propertyType.parse(type), ...(value ? { value, text: value } : {}) };
    }),
    socialProfiles: [],
    websites: [],
  };
}
