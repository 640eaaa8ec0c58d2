import { customerOf } from '../../helpscout/lookup.ts';
import type { Conversation, Customer } from '../../helpscout/records.ts';
import { type Html, html } from '../html.ts';
import { type Desk, nameOf } from './desk.ts';
import { statusBadge } from './words.ts';

/** Who writes: addresses, properties, and what else they wrote. */
export function customerBox(desk: Desk, conversation: Conversation): Html {
  const { t } = desk.context;
  const customer = customerOf(desk, conversation.customerId);
  return html`<section class="hs-box" id="hs-customer" data-live aria-labelledby="hs-customer-name">
<h2 id="hs-customer-name">${customer ? nameOf(customer) || t('Sans nom', 'No name') : t('Client supprimé', 'Deleted customer')}</h2>
${customer ? about(desk, customer, conversation) : ''}</section>`;
}

function about(desk: Desk, customer: Customer, conversation: Conversation): Html {
  const { t } = desk.context;
  const facts = [customer.jobTitle, customer.organization, customer.background].filter(Boolean);
  return html`${facts.length > 0 ? html`<p class="soft">${facts.join(' · ')}</p>` : ''}
<ul class="hs-emails" aria-label="${t('Adresses', 'Addresses')}">${customer.emails.map(
    ({ value }, index) =>
      html`<li>${value}${index === 0 && customer.emails.length > 1 ? html` <small>${t('(principale)', '(default)')}</small>` : ''}</li>`,
  )}</ul>
${properties(desk, customer)}${others(desk, customer, conversation)}`;
}

function properties({ memory, context: { t } }: Desk, customer: Customer): Html {
  const filled = memory.propertyDefinitions.filter(({ slug }) => customer.properties[slug]);
  if (filled.length === 0) return html``;
  return html`<h3>${t('Propriétés', 'Properties')}</h3><dl class="hs-properties">${filled.map(
    ({ slug, name, type }) =>
      html`<div><dt>${name}</dt><dd>${propertyValue(type, customer.properties[slug] ?? '')}</dd></div>`,
  )}</dl>`;
}

function propertyValue(type: string, value: string): Html | string {
  if (type !== 'url' || !/^https?:/.test(value)) return value;
  return html`<a href="${value}" target="_blank" rel="noopener">${value}</a>`;
}

function others(desk: Desk, customer: Customer, { id: openId }: Conversation): Html {
  const { t } = desk.context;
  const earlier = desk.memory.conversations.filter(
    ({ id, customerId, state, mergedIntoId }) =>
      id !== openId &&
      state !== 'deleted' &&
      mergedIntoId === null &&
      customerOf(desk, customerId)?.id === customer.id,
  );
  if (earlier.length === 0) return html``;
  return html`<h3>${t('Autres conversations', 'Other conversations')}</h3><ul>${earlier.map(
    ({ id, subject, number, status }) =>
      html`<li><a id="other-${id}" href="/helpscout/conversation/${id}">${subject}</a> <small>#${number}</small> ${statusBadge(desk, status)}</li>`,
  )}</ul>`;
}
