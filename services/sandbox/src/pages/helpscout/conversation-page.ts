import type { HelpscoutActs } from '../../helpscout/acts.ts';
import { type Conversation, conversationStatus } from '../../helpscout/records.ts';
import { type Html, html } from '../html.ts';
import { type AppPlace, appContext, appFrame } from './app-frame.ts';
import { customerBox } from './customer-box.ts';
import { actsPath, type Desk, inboxBy, nameOf } from './desk.ts';
import { customerWrites, editor } from './editor.ts';
import { helpscoutPage } from './shell.ts';
import { threadList } from './threads.ts';
import { statusBadge, statusName, tagList } from './words.ts';

/** A conversation as an agent has it open: what was said, the editor, who writes, and our app beside it. */
export function conversationPage(
  desk: Desk,
  conversation: Conversation,
  app: AppPlace,
  acts: HelpscoutActs,
): string {
  const { t } = desk.context;
  const inbox = inboxBy(desk, conversation.mailboxId);
  return helpscoutPage(
    desk,
    { title: conversation.subject, inbox },
    html`<section class="hs-main" aria-labelledby="hs-title">
<div class="hs-top" id="hs-head" data-live>${head(desk, conversation)}</div>
<div class="hs-conversation">
${editor(desk, conversation, acts)}
${threadList(desk, conversation)}
${customerWrites(desk, conversation)}
${furtherActs(desk, conversation)}
</div></section>
<aside class="hs-right" aria-label="${t('Le client et les applications', 'The customer and the apps')}">
${customerBox(desk, conversation)}
${appFrame(desk, conversation, app)}
${appContext(desk, conversation)}
</aside>`,
  );
}

function head(desk: Desk, conversation: Conversation): Html {
  const { t } = desk.context;
  return html`<h2 id="hs-title" tabindex="-1">${conversation.subject} <small>#${conversation.number}</small></h2>
<div class="hs-badges">${statusBadge(desk, conversation.status)}${tags(desk, conversation)}</div>
<div class="actions">${statusForm(desk, conversation)}${assigneeForm(desk, conversation)}
<form class="inline" method="post" action="${actsPath(conversation)}/tag" data-stays="hs-tag">
<label>${t('Étiquette', 'Tag')}<input id="hs-tag" name="tag" required maxlength="60" autocomplete="off"></label>
<button class="plain small">${t('Ajouter', 'Add')}</button></form></div>`;
}

function tags({ context: { t } }: Desk, conversation: Conversation): Html[] {
  const badges = tagList(conversation.tags);
  return conversation.tags.map(
    (
      tag,
      index,
    ) => html`<form class="hs-tagged" method="post" action="${actsPath(conversation)}/untag" data-stays="hs-title">
${badges[index]}<input type="hidden" name="tag" value="${tag}"><button class="quiet" aria-label="${t('Retirer l’étiquette', 'Remove the tag')} ${tag}">✕</button></form>`,
  );
}

function statusForm(desk: Desk, conversation: Conversation): Html {
  const { t } = desk.context;
  return html`<form class="inline hs-quick" method="post" action="${actsPath(conversation)}/status" data-stays="hs-status">
<label>${t('Statut', 'Status')}<select id="hs-status" name="status" data-submit-on-change>${conversationStatus.options.map(
    (status) =>
      html`<option value="${status}"${status === conversation.status ? html` selected` : ''}>${statusName(desk, status)}</option>`,
  )}</select></label><button class="plain small">${t('Changer', 'Change')}</button></form>`;
}

function assigneeForm({ context: { t }, agents }: Desk, conversation: Conversation): Html {
  return html`<form class="inline hs-quick" method="post" action="${actsPath(conversation)}/assign" data-stays="hs-assignee">
<label>${t('Attribuée à', 'Assigned to')}<select id="hs-assignee" name="agent" data-submit-on-change><option value="">${t('Personne', 'Nobody')}</option>${agents.map(
    (agent) =>
      html`<option value="${agent.id}"${agent.id === conversation.assigneeId ? html` selected` : ''}>${nameOf(agent)}</option>`,
  )}</select></label><button class="plain small">${t('Changer', 'Change')}</button></form>`;
}

/** What happens to conversations and customers now and then, and links must follow. */
function furtherActs({ context: { t } }: Desk, conversation: Conversation): Html {
  const path = actsPath(conversation);
  const asking = (act: string, label: string, field: Html, button: string) =>
    html`<form class="inline" method="post" action="${path}/${act}"><label>${label}${field}</label><button class="plain small">${button}</button></form>`;
  const email = html`<input name="email" type="email" required autocomplete="off">`;
  const number = html`<input name="number" inputmode="numeric" pattern="[0-9]+" required>`;
  return html`<details class="card"><summary>${t('Fusionner, supprimer', 'Merge, delete')}</summary>
${asking('add-email', t('Une autre adresse du client', 'Another address of the customer'), email, t('Ajouter l’adresse', 'Add the address'))}
${asking('merge', t('Fusionner dans la conversation n°', 'Merge into conversation no.'), number, t('Fusionner', 'Merge'))}
${asking(
  'merge-customer',
  t('Fusionner le client dans celui de l’adresse', 'Merge the customer into the one with the address'),
  email,
  t('Fusionner le client', 'Merge the customer'),
)}
<div class="actions"><form method="post" action="${path}/delete"><button class="negative small">${t('Supprimer la conversation', 'Delete the conversation')}</button></form>
<form method="post" action="${path}/delete-customer"><button class="negative small">${t('Supprimer le client', 'Delete the customer')}</button></form></div>
</details>`;
}
