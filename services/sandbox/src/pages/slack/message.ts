import type { Ephemeral, Member, Message } from '../../slack/records.ts';
import { type Html, html } from '../html.ts';
import { blocksOf } from './blocks.ts';
import { mrkdwn } from './mrkdwn.ts';
import { messageTime } from './slack-date.ts';
import type { Viewer } from './viewer.ts';

/** Where messages are shown: in the channel, where replies are counted, or in a thread; `path` is that of the page. */
export type LogPlace = { viewer: Viewer; log: 'channel' | 'thread'; path: string };

/** One message with its author, its blocks and what can be done in it. */
export function messageArticle(message: Message, place: LogPlace): Html {
  const { viewer, log } = place;
  const { t } = viewer.reader.context;
  const id = `${log}-${message.ts.replace('.', '-')}`;
  if (message.is_tombstone) {
    return html`<article class="slack-message" id="${id}"><span class="slack-avatar" aria-hidden="true">×</span>
<p class="soft">${t('Ce message a été supprimé.', 'This message was deleted.')}</p></article>`;
  }
  const author = viewer.memory.members.find((member) => member.id === message.user);
  const isFromThread = log === 'channel' && message.thread_ts !== null && message.thread_ts !== message.ts;
  return html`<article class="slack-message" id="${id}" tabindex="-1" aria-labelledby="${id}-by" data-container="message" data-channel="${
    message.channel
  }" data-ts="${message.ts}">
${avatar(author)}<div>${byLine(id, message, author, viewer)}
${isFromThread ? html`<p class="slack-only-you soft">${t('a répondu à un fil', 'replied to a thread')}</p>` : ''}
<div class="slack-body">${bodyOf(message, id, viewer)}</div>
${message.edited ? html`<small class="slack-edited">${t('(modifié)', '(edited)')}</small>` : ''}
${log === 'channel' ? repliesLink(message, place) : ''}</div></article>`;
}

/** A message that only its reader sees; it can be dismissed. */
export function ephemeralArticle(message: Ephemeral, { viewer, log }: LogPlace): Html {
  const { t } = viewer.reader.context;
  const id = `${log}-${message.id}`;
  const author = botOf(message.bot_id, viewer);
  return html`<article class="slack-message ephemeral" id="${id}" tabindex="-1" aria-labelledby="${id}-by" data-container="ephemeral" data-id="${
    message.id
  }">
${avatar(author)}<div><p class="slack-only-you soft">${t('Visible par vous seul', 'Only visible to you')}</p>
${byLine(id, message, author, viewer)}
<div class="slack-body">${bodyOf(message, id, viewer)}</div>
<button type="button" class="quiet" data-dismiss="${message.id}">${t('Masquer le message', 'Dismiss message')}</button></div></article>`;
}

function bodyOf(message: Message | Ephemeral, prefix: string, { reader }: Viewer): Html {
  if (message.blocks.length > 0) return blocksOf(message.blocks, { reader, prefix });
  return html`<div class="slack-text" dir="auto">${mrkdwn(message.text, reader)}</div>`;
}

/** Who wrote a message: a member, or Slack itself. */
function byLine(id: string, { ts }: { ts: string }, author: Member | undefined, viewer: Viewer): Html {
  const at = new Date(Number(ts) * 1000);
  return html`<p class="slack-by" id="${id}-by"><strong>${author?.real_name ?? 'Slackbot'}</strong>${badges(author, viewer)}
<time class="soft" datetime="${at.toISOString()}"><small>${messageTime(at, viewer.reader)}</small></time></p>`;
}

function badges(author: Member | undefined, { reader, person, memory }: Viewer): Html[] {
  if (!author) return [];
  const { t } = reader.context;
  const team = memory.teams.find(({ id }) => id === author.team_id)?.name ?? '';
  const shown = [
    author.is_bot ? 'APP' : '',
    author.is_restricted || author.is_ultra_restricted ? t('INVITÉ', 'GUEST') : '',
    author.team_id === person.team_id ? '' : team,
  ];
  return shown.filter(Boolean).map((words) => html`<span class="app-badge">${words}</span>`);
}

function avatar(author: Member | undefined): Html {
  const initials = (author?.real_name ?? 'Slackbot')
    .split(/\s+/)
    .slice(0, 2)
    .map((word) => word.charAt(0).toUpperCase())
    .join('');
  return html`<span class="slack-avatar${author?.is_bot ? ' app' : ''}" aria-hidden="true">${initials}</span>`;
}

function botOf(botId: string, { memory }: Viewer): Member | undefined {
  const userId = memory.installations.find((installed) => installed.bot_id === botId)?.bot_user_id;
  return memory.members.find(({ id }) => id === userId);
}

function repliesLink({ channel, ts }: Message, { viewer, path }: LogPlace): Html {
  const { memory, reader } = viewer;
  const replies = memory.messages.filter(
    (message) => message.channel === channel && message.thread_ts === ts && message.ts !== ts,
  );
  const { t } = reader.context;
  const count = replies.length;
  const words =
    count === 0
      ? t('Répondre', 'Reply')
      : `${count} ${count === 1 ? t('réponse', 'reply') : t('réponses', 'replies')}`;
  return html`<a class="slack-replies" id="replies-${ts.replace('.', '-')}" href="${path}?thread=${ts}">${words}</a>`;
}
