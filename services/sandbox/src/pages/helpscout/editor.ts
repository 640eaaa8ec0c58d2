import type { HelpscoutActs } from '../../helpscout/acts.ts';
import type { Conversation } from '../../helpscout/records.ts';
import { type Html, html } from '../html.ts';
import { bodyText } from './body-text.ts';
import { actsPath, type Desk } from './desk.ts';

/** Where the agent answers, or notes something for the team. */
export function editor(desk: Desk, conversation: Conversation, acts: HelpscoutActs): Html {
  const { t } = desk.context;
  return html`<form class="hs-editor card" method="post" action="${actsPath(conversation)}/reply" data-stays="hs-reply" aria-label="${t('Répondre', 'Reply')}">
<div class="field"><label for="hs-reply">${t('Votre réponse', 'Your reply')}</label><textarea id="hs-reply" name="text" rows="4" required></textarea></div>
<div class="actions">
<button class="small" name="kind" value="reply">${t('Envoyer la réponse', 'Send the reply')}</button>
<button class="plain small" name="kind" value="draft">${t('Garder en brouillon', 'Keep as a draft')}</button>
<button class="plain small" name="kind" value="note">${t('Ajouter une note', 'Add a note')}</button>
${savedReplies(desk, conversation, acts)}</div></form>`;
}

/** Help Scout fills in the variables when an agent inserts a saved reply, and nothing else (helpscout.md 2.4). */
function savedReplies(
  desk: Desk,
  { id: conversationId, mailboxId }: Conversation,
  acts: HelpscoutActs,
): Html {
  const { t } = desk.context;
  const replies = desk.memory.savedReplies.filter((reply) => reply.mailboxId === mailboxId);
  const inserted = (savedReplyId: number): string =>
    bodyText(acts.insertSavedReply({ userId: desk.agent.id, conversationId, savedReplyId }));
  return html`<select name="savedReplyId" data-insert-into="hs-reply" aria-label="${t('Insérer une réponse enregistrée', 'Insert a saved reply')}"><option value="">${t('Réponse enregistrée…', 'Saved reply…')}</option>${replies.map(
    ({ id, name }) => html`<option value="${id}" data-text="${inserted(id)}">${name}</option>`,
  )}</select>`;
}

/** The other side of the conversation, played by whoever looks. */
export function customerWrites({ context: { t } }: Desk, conversation: Conversation): Html {
  return html`<details class="card"><summary>${t('Le client répond…', 'The customer replies…')}</summary>
<form method="post" action="${actsPath(conversation)}/customer-reply" data-stays="hs-customer-reply">
<div class="field"><label for="hs-customer-reply">${t('Ce que le client écrit', 'What the customer writes')}</label><textarea id="hs-customer-reply" name="text" rows="3" required></textarea></div>
<div class="field"><label for="hs-customer-file">${t('Pièce jointe', 'Attachment')}</label><input id="hs-customer-file" name="file" type="file"></div>
<button class="small">${t('Faire arriver la réponse', 'Let the reply arrive')}</button></form></details>`;
}
