import { threadsOf } from '../../helpscout/lookup.ts';
import type { Conversation, Thread } from '../../helpscout/records.ts';
import { type Html, html } from '../html.ts';
import { bodyText, linked } from './body-text.ts';
import { actsPath, customerName, type Desk, nameOf } from './desk.ts';

/** Everything that was said in a conversation, newest first: messages, notes, drafts, and what happened to it. */
export function threadList(desk: Desk, conversation: Conversation): Html {
  return html`<div id="hs-threads" data-live role="region" aria-label="${desk.context.t('Échanges', 'Messages')}">${threadsOf(
    desk,
    conversation.id,
  ).map((thread) =>
    thread.type === 'lineitem' ? happened(desk, thread) : said(desk, conversation, thread),
  )}</div>`;
}

function happened({ context }: Desk, { id, action, createdAt }: Thread): Html {
  return html`<p class="hs-happened soft" id="thread-${id}">${action.text || action.type} · ${context.dateTime(createdAt)}</p>`;
}

function said(desk: Desk, conversation: Conversation, thread: Thread): Html {
  const { context } = desk;
  const isDraft = thread.state === 'draft';
  return html`<article class="hs-thread ${isDraft ? 'draft' : thread.type}" id="thread-${thread.id}" tabindex="-1" aria-labelledby="thread-by-${thread.id}">
<p class="hs-by" id="thread-by-${thread.id}"><strong>${authorName(desk, thread)}</strong> <span class="badge ${isDraft ? 'warn' : ''}">${kindName(desk, thread)}</span>
<span class="soft">${context.dateTime(thread.createdAt)}</span></p>
<div class="hs-text">${linked(bodyText(thread.body))}</div>
${attachments(desk, thread)}${isDraft ? draftActs(desk, conversation, thread) : ''}</article>`;
}

function authorName(desk: Desk, { createdBy, via, customerId }: Thread): string {
  if (createdBy.type === 'customer') return customerName(desk, customerId ?? createdBy.id);
  const agent = desk.memory.agents.find(({ id }) => id === createdBy.id);
  const byApp = via === 'api' ? desk.context.t(' (application)', ' (app)') : '';
  return `${agent ? nameOf(agent) : `#${createdBy.id}`}${byApp}`;
}

function kindName({ context: { t } }: Desk, { type, state, schedule }: Thread): string {
  if (schedule) return t('Brouillon programmé', 'Scheduled draft');
  if (state === 'draft') return t('Brouillon', 'Draft');
  if (state === 'hidden') return t('Masqué', 'Hidden');
  if (type === 'note') return t('Note interne', 'Internal note');
  return type === 'message' ? t('Réponse', 'Reply') : t('Client', 'Customer');
}

function attachments({ context: { t } }: Desk, thread: Thread): Html {
  if (thread.attachments.length === 0) return html``;
  return html`<ul class="hs-attachments" aria-label="${t('Pièces jointes', 'Attachments')}">${thread.attachments.map(
    ({ id, filename, size, state }) =>
      html`<li><a href="/helpscout/attachment/${id}" target="_blank" rel="noopener">${filename}</a> <small>${Math.ceil(size / 1024)} ${t('Ko', 'kB')}${
        state === 'pending' ? t(' · analyse en cours', ' · being scanned') : ''
      }</small></li>`,
  )}</ul>`;
}

/** A draft is read by an agent, who sends it as it is or changed, or throws it away. */
function draftActs({ context: { t } }: Desk, conversation: Conversation, { id, body }: Thread): Html {
  const path = `${actsPath(conversation)}/draft/${id}`;
  return html`<div class="actions"><form method="post" action="${path}/send" data-stays="thread-${id}"><button class="small">${t('Envoyer', 'Send')}</button></form>
<form method="post" action="${path}/discard" data-stays="hs-title"><button class="plain small">${t('Supprimer', 'Discard')}</button></form></div>
<details><summary>${t('Modifier', 'Edit')}</summary><form method="post" action="${path}/edit" data-stays="thread-${id}">
<div class="field"><label for="draft-${id}">${t('Texte du brouillon', 'Text of the draft')}</label><textarea id="draft-${id}" name="text" rows="6" required>${'\n'}${bodyText(body)}</textarea></div>
<button class="plain small">${t('Enregistrer le brouillon', 'Save the draft')}</button></form></details>`;
}
