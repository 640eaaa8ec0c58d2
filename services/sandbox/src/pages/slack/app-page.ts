import type { Channel } from '../../slack/records.ts';
import { type Html, html } from '../html.ts';
import { blocksOf } from './blocks.ts';
import { type Asked, channelLog, threadPane } from './message-log.ts';
import { appName, composer, slackPage } from './shell.ts';
import { directChannel, type Viewer } from './viewer.ts';

/** The app's own place: its Home for this person, or their conversation. */
export function appPage(viewer: Viewer, tab: 'home' | 'messages', asked: Asked = {}): string {
  const channel = tab === 'messages' ? directChannel(viewer) : undefined;
  const name = appName(viewer);
  const { t } = viewer.reader.context;
  const tabs = [
    ['home', t('Accueil', 'Home')],
    ['messages', t('Messages', 'Messages')],
  ] as const;
  return slackPage(
    viewer,
    { title: name, appTab: tab },
    html`<section class="slack-main" aria-labelledby="slack-title">
<div class="slack-top"><h2 id="slack-title">${name}</h2><nav class="slack-tabs" aria-label="${name}">${tabs.map(
      ([key, words]) =>
        html`<a href="/slack/app/${key}"${key === tab ? html` aria-current="page"` : ''}>${words}</a>`,
    )}</nav></div>
${tab === 'home' ? homeTab(viewer) : messagesTab(viewer, channel, asked)}</section>${channel ? threadPane(viewer, channel, messagesPath, asked) : ''}`,
  );
}

/** What the app published for this person. */
function homeTab({ memory, person, reader }: Viewer): Html {
  const view = memory.homes.find(({ user }) => user === person.id);
  const { t } = reader.context;
  const nothing = html`<p class="soft">${t(
    'L’application n’a encore rien publié ici pour vous.',
    'The app has published nothing here for you yet.',
  )}</p>`;
  const content = view ? blocksOf(view.blocks, { reader, prefix: 'home' }) : nothing;
  return html`<div id="slack-home" class="slack-home" data-follow tabindex="0" role="region" aria-label="${t('Accueil', 'Home')}">
<div id="home-content" class="slack-body" tabindex="-1" data-container="home">${content}</div></div>`;
}

const messagesPath = '/slack/app/messages';

function messagesTab(viewer: Viewer, channel: Channel | undefined, asked: Asked): Html {
  const { t } = viewer.reader.context;
  if (channel)
    return html`${channelLog(viewer, channel, messagesPath, asked)}${composer(viewer, channel.id)}`;
  return html`<div id="slack-log" class="slack-log" data-follow="end"><p id="nothing" class="slack-day soft">${t('Aucun message ici.', 'No message here.')}</p></div>`;
}
