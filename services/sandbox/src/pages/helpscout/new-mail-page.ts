import type { Inbox } from '../../helpscout/records.ts';
import { html } from '../html.ts';
import type { Desk } from './desk.ts';
import { helpscoutPage } from './shell.ts';

/** A mail to Support, written by whoever looks: the beginning of a conversation. */
export function newMailPage(desk: Desk, inbox: Inbox): string {
  const { t } = desk.context;
  const title = t('Un mail arrive…', 'A mail arrives…');
  const example = exampleMail(desk);
  const field = (name: string, label: string, type: string, value = '') =>
    html`<div class="field"><label for="mail-${name}">${label}</label><input id="mail-${name}" name="${name}" type="${type}" value="${value}" required autocomplete="off"></div>`;
  return helpscoutPage(
    desk,
    { title, inbox, place: 'new-mail' },
    html`<section class="hs-main" aria-labelledby="hs-title"><div class="hs-top"><h2 id="hs-title">${title}</h2></div>
<form class="hs-form card" method="post" action="/helpscout/acts/new-mail" data-stays="hs-title">
<p class="soft">${t(
      'Écrivez au support comme le ferait quelqu’un du dehors : une conversation commence dans la boîte.',
      'Write to Support as somebody from outside would: a conversation begins in the inbox.',
    )}</p>
<div class="fields">${field('name', t('Nom de l’expéditeur', 'Sender’s name'), 'text', example.name)}${field('from', t('Adresse de l’expéditeur', 'Sender’s address'), 'email', example.from)}</div>
<div class="fields"><div class="field"><label for="mail-inbox">${t('Boîte', 'Inbox')}</label><select id="mail-inbox" name="mailboxId">${desk.memory.inboxes.map(
      ({ id, name, email }) =>
        html`<option value="${id}"${id === inbox.id ? html` selected` : ''}>${name} (${email})</option>`,
    )}</select></div>${field('subject', t('Objet', 'Subject'), 'text', example.subject)}</div>
<div class="field"><label for="mail-text">${t('Texte', 'Text')}</label><textarea id="mail-text" name="text" rows="6" required>${'\n'}${example.text}</textarea></div>
<div class="field"><label for="mail-file">${t('Pièce jointe', 'Attachment')}</label><input id="mail-file" name="file" type="file"></div>
<button>${t('Faire arriver le mail', 'Let the mail arrive')}</button></form></section>`,
  );
}

/** Filled in, so that one press is enough; the address is a new one each time. */
function exampleMail({ memory, context: { t } }: Desk) {
  const number = memory.lastNumber + 1;
  return {
    name: t('Secrétariat de mairie', 'Town hall office'),
    from: `secretariat-${number}@mairie-exemple.example.org`,
    subject: t('Demande de compte administrateur', 'Request for an administrator account'),
    text: t(
      'Bonjour,\n\nPuis-je avoir un compte administrateur pour notre commune ?\n\nMerci d’avance,\nLe secrétariat',
      'Hello,\n\nMay I have an administrator account for our town?\n\nThank you,\nThe office',
    ),
  };
}
