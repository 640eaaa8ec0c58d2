import type { Inbox } from '../../helpscout/records.ts';
import { type Html, html } from '../html.ts';
import { page } from '../layout.ts';
import { type Desk, nameOf } from './desk.ts';
import { type Folder, folderName, folders, inFolder } from './folders.ts';

/** What of Help Scout is open. */
export type Open = {
  title: string;
  inbox: Inbox;
  folder?: Folder;
  place?: 'saved-replies' | 'new-mail';
  asked?: string;
};

/** The window of the little Help Scout: inboxes and folders at the side, what is open beside it. */
export function helpscoutPage(desk: Desk, open: Open, content: Html): string {
  const { context } = desk;
  return page(
    context,
    { title: open.title, section: 'helpscout', modules: ['helpscout.ts'], mainClass: 'hs-page' },
    html`<div class="hs">${sideBar(desk, open)}${content}</div>`,
  );
}

function sideBar(desk: Desk, open: Open): Html {
  const { t } = desk.context;
  return html`<nav class="hs-side" aria-label="Help Scout">
<h1>Help Scout</h1>
${agentSwitch(desk)}
<form class="hs-search" role="search" action="/helpscout"><label for="hs-search">${t('Rechercher', 'Search')}</label>
<input id="hs-search" type="search" name="q" value="${open.asked}"><button class="plain small">${t('Chercher', 'Find')}</button></form>
<div id="hs-folders" data-live>${desk.memory.inboxes.map((inbox) => inboxFolders(desk, inbox, open))}</div>
<ul>
<li>${entry('/helpscout/new-mail', t('Un mail arrive…', 'A mail arrives…'), open.place === 'new-mail')}</li>
</ul></nav>`;
}

function inboxFolders(desk: Desk, inbox: Inbox, open: Open): Html {
  const { t } = desk.context;
  const isOpen = open.inbox.id === inbox.id;
  return html`<h2 id="inbox-${inbox.id}">${inbox.name} <small>${inbox.email}</small></h2>
<ul aria-labelledby="inbox-${inbox.id}">${folders.map((folder) => {
    const words = html`<span>${folderName(desk, folder)}</span><span class="hs-count">${inFolder(desk, inbox.id, folder).length}</span>`;
    return html`<li>${entry(folderPath(inbox, folder), words, isOpen && open.folder === folder)}</li>`;
  })}<li>${entry(
    `/helpscout/saved-replies?inbox=${inbox.id}`,
    t('Réponses enregistrées', 'Saved replies'),
    isOpen && open.place === 'saved-replies',
  )}</li></ul>`;
}

/** Where a folder is shown. */
export function folderPath(inbox: Inbox, folder: Folder): string {
  return `/helpscout?inbox=${inbox.id}&folder=${folder}`;
}

function entry(href: string, words: Html | string, isOpen: boolean): Html {
  const id = `side-${href.replace(/\W+/g, '-')}`;
  return html`<a id="${id}" href="${href}"${isOpen ? html` aria-current="page"` : ''}>${words}</a>`;
}

function agentSwitch({ context, agent, agents }: Desk): Html {
  const { t, path } = context;
  return html`<form class="hs-agent" method="post" action="/helpscout/acts/agent">
<label for="hs-agent">${t('Vous êtes', 'You are')}</label>
<select id="hs-agent" name="agent" data-submit-on-change>${agents.map(
    (each) =>
      html`<option value="${each.id}"${each.id === agent.id ? html` selected` : ''}>${nameOf(each)}</option>`,
  )}</select><input type="hidden" name="back" value="${path.replace(/[?&]as=[^&]*/, '')}">
<button class="plain small">${t('Changer', 'Switch')}</button></form>`;
}
