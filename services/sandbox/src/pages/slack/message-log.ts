import type { Channel, Ephemeral, Message } from '../../slack/records.ts';
import { type Html, html } from '../html.ts';
import { ephemeralArticle, type LogPlace, messageArticle } from './message.ts';
import { composer } from './shell.ts';
import { inZone } from './slack-date.ts';
import { isInChannel, type Viewer } from './viewer.ts';

/** So many messages are shown at once: the newest, or those before `before`. */
const shownAtOnce = 100;

/** What of a conversation is asked for: a thread beside it, or messages before an instant. */
export type Asked = { thread?: string | undefined; before?: string | undefined };

/**
 * What is said in a channel, oldest first, with the days between.
 * @param path of the page, where threads open
 */
export function channelLog(viewer: Viewer, channel: Channel, path: string, { before }: Asked): Html {
  const { t } = viewer.reader.context;
  const all = entriesOf(viewer, channel.id, (message) => isInChannel(message), null);
  const until = before ? all.filter(({ ts }) => ts < before) : all;
  const shown = until.slice(-shownAtOnce);
  const oldest = shown[0]?.ts;
  const more =
    until.length > shown.length && oldest
      ? html`<p id="older" class="slack-day"><a href="?before=${oldest}">${t('Messages plus anciens', 'Older messages')}</a></p>`
      : '';
  const empty = html`<p id="nothing" class="slack-day soft">${t('Aucun message ici.', 'No message here.')}</p>`;
  const content = shown.length > 0 ? withDays(shown, { viewer, log: 'channel', path }) : empty;
  return log('slack-log', t('Messages', 'Messages'), html`${more}${content}`);
}

/** A message and its replies. */
function threadLog(viewer: Viewer, parent: Message, path: string): Html {
  const { t } = viewer.reader.context;
  const isIn = (message: Message): boolean => message.ts === parent.ts || message.thread_ts === parent.ts;
  const entries = entriesOf(viewer, parent.channel, isIn, parent.ts);
  const place: LogPlace = { viewer, log: 'thread', path };
  return log(
    'thread-log',
    t('Fil de discussion', 'Thread'),
    html`${entries.map((entry) => entry.draw(place))}`,
  );
}

/** The thread that is asked for, beside the channel. */
export function threadPane(viewer: Viewer, channel: Channel, path: string, { thread }: Asked): Html {
  const parent = viewer.memory.messages.find(({ channel: id, ts }) => id === channel.id && ts === thread);
  if (!parent) return html``;
  const { t } = viewer.reader.context;
  return html`<section class="slack-thread" aria-labelledby="slack-thread-title">
<div class="slack-top"><h2 id="slack-thread-title">${t('Fil', 'Thread')}</h2>
<a class="quiet close" href="${path}" aria-label="${t('Fermer le fil', 'Close the thread')}">✕</a></div>
${threadLog(viewer, parent, path)}
${composer(viewer, channel.id, parent.ts)}</section>`;
}

type Entry = { ts: string; draw: (place: LogPlace) => Html };

function entriesOf(
  { memory, person }: Viewer,
  channel: string,
  isWanted: (message: Message) => boolean,
  threadTs: string | null,
): Entry[] {
  const messages = memory.messages.filter((message) => message.channel === channel && isWanted(message));
  const forReader = (message: Ephemeral): boolean =>
    message.channel === channel && message.user === person.id && message.thread_ts === threadTs;
  return [
    ...messages.map((message) => ({
      ts: message.ts,
      draw: (place: LogPlace) => messageArticle(message, place),
    })),
    ...memory.ephemerals
      .filter(forReader)
      .map((message) => ({ ts: message.ts, draw: (place: LogPlace) => ephemeralArticle(message, place) })),
  ].sort((one, other) => Number(one.ts) - Number(other.ts));
}

function withDays(entries: Entry[], place: LogPlace): Html[] {
  const { reader } = place.viewer;
  let day = '';
  return entries.map((entry) => {
    const at = new Date(Number(entry.ts) * 1000);
    const words = inZone(at, { weekday: 'long', day: 'numeric', month: 'long' }, reader);
    const isNewDay = words !== day;
    day = words;
    const line = html`<p class="slack-day soft" id="day-${entry.ts.replace('.', '-')}">${words}</p>`;
    return html`${isNewDay ? line : ''}${entry.draw(place)}`;
  });
}

function log(id: string, label: string, content: Html): Html {
  return html`<div class="slack-log" id="${id}" role="log" aria-label="${label}" tabindex="0" data-follow="end">${content}</div>`;
}
