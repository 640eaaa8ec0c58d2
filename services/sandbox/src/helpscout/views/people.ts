import type { HelpscoutContext } from '../helpscout-context.ts';
import { agentOf, customerOf } from '../lookup.ts';
import type { Agent, Author, Customer, Inbox, PropertyDefinition } from '../records.ts';
import { link } from './links.ts';

type Person = {
  id: number;
  type: 'customer' | 'user';
  first: string;
  last: string;
  photoUrl: string;
  email: string;
};

/** Somebody as conversations and entries name them. */
export function personView(context: HelpscoutContext, author: Author): Person {
  if (author.type === 'user') {
    const agent = agentOf(context, author.id);
    return person(author, agent?.firstName, agent?.lastName, agent?.email);
  }
  const customer = customerOf(context, author.id);
  return person(author, customer?.firstName, customer?.lastName, customer?.emails[0]?.value);
}

function person({ type, id }: Author, first = '', last = '', email = ''): Person {
  return { id, type, first, last, photoUrl: '', email };
}

/** An inbox as lists and single reads give it (helpscout.md 2.7). */
export function inboxView(context: HelpscoutContext, inbox: Inbox) {
  const { id, name, slug, email, createdAt, updatedAt } = inbox;
  return { id, name, slug, email, createdAt, updatedAt, _links: { self: link(context, `/mailboxes/${id}`) } };
}

/** An agent (helpscout.md 2.7). */
export function agentView(context: HelpscoutContext, agent: Agent) {
  const { isActive: _isActive, ...fields } = agent;
  return {
    ...fields,
    jobTitle: '',
    phone: '',
    photoUrl: '',
    type: 'user',
    mention: agent.email.split('@')[0],
    initials: `${agent.firstName[0] ?? ''}${agent.lastName[0] ?? ''}`.toUpperCase(),
    alternateEmails: [],
    _links: { self: link(context, `/users/${agent.id}`) },
  };
}

/** A customer; the underscore stands in the payload, the hyphen in paths (helpscout.md 2.5). */
export function customerView(context: HelpscoutContext, customer: Customer) {
  const { id, firstName, lastName, jobTitle, organization, background, createdAt, updatedAt } = customer;
  const self = `/customers/${id}`;
  const { hasCustomerProperties } = context.memory.settings;
  return {
    id,
    firstName,
    lastName,
    gender: 'Unknown',
    jobTitle,
    location: '',
    organization,
    photoType: 'default',
    photoUrl: '',
    background,
    age: '',
    createdAt,
    updatedAt,
    draft: false,
    _embedded: {
      emails: customer.emails.map((each) => ({ ...each })),
      phones: [],
      chats: [],
      social_profiles: [],
      websites: [],
      ...(hasCustomerProperties ? { properties: propertyValues(context, customer) } : {}),
    },
    _links: {
      emails: link(context, `${self}/emails`),
      'social-profiles': link(context, `${self}/social-profiles`),
      self: link(context, self),
    },
  };
}

function propertyValues({ memory }: HelpscoutContext, customer: Customer) {
  return memory.propertyDefinitions.flatMap(({ type, slug, name, options }) => {
    const value = customer.properties[slug];
    const text = options.find((each) => each.id === value)?.label ?? value;
    return value === undefined ? [] : [{ type, slug, name, value, text }];
  });
}

/** A customer property as it is defined, without values (helpscout.md 2.5). */
export function definitionView(context: HelpscoutContext, definition: PropertyDefinition) {
  const { options, ...fields } = definition;
  const self = link(context, `/customer-properties/${definition.slug}`);
  return { ...fields, ...(definition.type === 'dropdown' ? { options } : {}), _links: { self } };
}
