import type { Inbox, SavedReply } from '../../helpscout/records.ts';
import { type Html, html } from '../html.ts';
import type { Desk } from './desk.ts';
import { helpscoutPage } from './shell.ts';

/** The saved replies of an inbox, to rename, edit or delete: what the service must notice by itself. */
export function savedRepliesPage(desk: Desk, inbox: Inbox): string {
  const { t } = desk.context;
  const title = t(`${inbox.name} : réponses enregistrées`, `${inbox.name}: saved replies`);
  const replies = desk.memory.savedReplies.filter(({ mailboxId }) => mailboxId === inbox.id);
  return helpscoutPage(
    desk,
    { title, inbox, place: 'saved-replies' },
    html`<section class="hs-main" aria-labelledby="hs-title"><div class="hs-top"><h2 id="hs-title" tabindex="-1">${title}</h2></div>
<div class="hs-form"><p class="soft">${t(
      'Le texte est du HTML. Les variables {%…%} sont remplies par Help Scout quand un agent insère la réponse.',
      'The text is HTML. Variables {%…%} are filled in by Help Scout when an agent inserts the reply.',
    )}</p>
${replies.length === 0 ? html`<p class="empty">${t('Aucune réponse enregistrée.', 'No saved reply.')}</p>` : replies.map((reply) => replyForm(desk, reply))}</div></section>`,
  );
}

function replyForm({ context: { t } }: Desk, { id, name, text }: SavedReply): Html {
  const path = `/helpscout/saved-reply/${id}`;
  return html`<details class="card" id="saved-reply-${id}"><summary>${name}</summary>
<form method="post" action="${path}/edit">
<div class="field"><label for="name-${id}">${t('Nom', 'Name')}</label><input id="name-${id}" name="name" value="${name}" required></div>
<div class="field"><label for="text-${id}">${t('Texte (HTML)', 'Text (HTML)')}</label><textarea id="text-${id}" name="text" rows="8" required>${'\n'}${text}</textarea></div>
<button class="small">${t('Enregistrer', 'Save')}</button></form>
<form method="post" action="${path}/delete"><button class="negative small" aria-label="${t('Supprimer', 'Delete')} ${name}">${t('Supprimer', 'Delete')}</button></form></details>`;
}
