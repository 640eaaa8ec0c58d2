import type { Conversation, Inbox } from '../../helpscout/records.ts';
import { type Html, html } from '../html.ts';
import { bodyText } from './body-text.ts';
import { customerName, type Desk, nameOf } from './desk.ts';
import { type Folder, folderName, inFolder, search } from './folders.ts';
import { helpscoutPage } from './shell.ts';
import { statusBadge, tagList } from './words.ts';

/** The conversations of one folder of an inbox. */
export function folderPage(desk: Desk, inbox: Inbox, folder: Folder): string {
  const name = folderName(desk, folder);
  const title = desk.context.t(`${inbox.name} : ${name}`, `${inbox.name}: ${name}`);
  return listPage(desk, { title, inbox, folder }, inFolder(desk, inbox.id, folder));
}

/** What was found, in all inboxes. */
export function searchPage(desk: Desk, inbox: Inbox, asked: string): string {
  const title = desk.context.t(`Recherche : ${asked}`, `Search: ${asked}`);
  return listPage(desk, { title, inbox, asked }, search(desk, asked));
}

type Listed = Parameters<typeof helpscoutPage>[1];

function listPage(desk: Desk, open: Listed, conversations: Conversation[]): string {
  const { t } = desk.context;
  const empty = html`<p class="empty">${t('Rien ici.', 'Nothing here.')}</p>`;
  return helpscoutPage(
    desk,
    open,
    html`<section class="hs-main" aria-labelledby="hs-title">
<div class="hs-top"><h2 id="hs-title">${open.title}</h2>
<a class="button small" href="/helpscout/new-mail?inbox=${open.inbox.id}">${t('Un mail arrive…', 'A mail arrives…')}</a></div>
<div id="hs-list" data-live>${
      conversations.length === 0
        ? empty
        : html`<ul class="hs-list">${conversations.map((each) => line(desk, each))}</ul>`
    }</div></section>`,
  );
}

function line(desk: Desk, conversation: Conversation): Html {
  const { memory, context } = desk;
  const said = memory.threads.findLast(
    ({ conversationId, type, state }) =>
      conversationId === conversation.id && type !== 'lineitem' && state === 'published',
  );
  const assignee = memory.agents.find(({ id }) => id === conversation.assigneeId);
  return html`<li><a id="conversation-${conversation.id}" href="/helpscout/conversation/${conversation.id}">
<span class="hs-line"><strong>${customerName(desk, conversation.customerId)}</strong>
<span class="soft">#${conversation.number} · ${context.dateTime(conversation.modifiedAt)}</span></span>
<span class="hs-line"><span>${conversation.subject}</span><span class="hs-badges">${tagList(conversation.tags)}${
    conversation.status === 'active' ? '' : statusBadge(desk, conversation.status)
  }</span></span>
<span class="hs-preview soft">${assignee ? `${nameOf(assignee)} · ` : ''}${said ? bodyText(said.body).slice(0, 140) : ''}</span></a></li>`;
}
