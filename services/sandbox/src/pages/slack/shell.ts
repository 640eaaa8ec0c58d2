import type { Channel } from '../../slack/records.ts';
import { type Html, html, jsonScript } from '../html.ts';
import { page } from '../layout.ts';
import { viewTemplate } from './view.ts';
import { directChannel, latestTs, type Viewer } from './viewer.ts';

/** What of the workspace is open: a channel by its id, or a tab of the app. */
export type Open = { title: string; channel?: string; appTab?: 'home' | 'messages' };

/** The window of the little Slack: side bar, what is open, the modal if there is one. */
export function slackPage(viewer: Viewer, open: Open, content: Html): string {
  const { context } = viewer.reader;
  return page(
    context,
    { title: open.title, section: 'slack', modules: ['slack.ts'], mainClass: 'slack-page' },
    html`<div class="slack" id="slack" data-person="${viewer.person.id}"${open.appTab ? html` data-app-tab="${open.appTab}"` : ''}>
${sideBar(viewer, open)}${content}</div>
${viewTemplate(viewer)}${jsonScript('slack-config', config(viewer))}`,
  );
}

/** A place to write in: messages, and slash commands outside threads. */
export function composer({ reader }: Viewer, channel: string, threadTs?: string): Html {
  const { t } = reader.context;
  const label = threadTs
    ? t('Répondre dans le fil', 'Reply in the thread')
    : t('Message, ou commande (/demandes)', 'Message, or command (/demandes)');
  const id = threadTs ? 'thread-composer' : 'composer';
  return html`<form class="slack-composer" data-channel="${channel}"${threadTs ? html` data-thread="${threadTs}"` : ''}>
<div class="slack-writing"><textarea id="${id}" rows="1" placeholder="${label}" aria-label="${label}"></textarea>
<p class="slack-warning" role="alert"></p></div>
<button class="slack-button">${t('Envoyer', 'Send')}</button></form>`;
}

function sideBar(viewer: Viewer, open: Open): Html {
  const { reader, channels, memory } = viewer;
  const { t } = reader.context;
  const team = memory.teams.find(({ id }) => id === viewer.person.team_id);
  const direct = directChannel(viewer);
  return html`<nav class="slack-side" aria-label="Slack">
<h1>${team?.name ?? 'Slack'}</h1>
${personSwitch(viewer)}
<h2 id="slack-channels">${t('Canaux', 'Channels')}</h2>
<ul id="slack-channel-list" data-follow aria-labelledby="slack-channels">${channels.map(
    ({ id, name, kind }) =>
      html`<li id="side-${id}">${entry(viewer, `/slack/channel/${id}`, id, open.channel === id, channelWords(viewer, name, kind))}</li>`,
  )}</ul>
<h2 id="slack-apps">Apps</h2>
<ul id="slack-app-list" data-follow aria-labelledby="slack-apps"><li id="side-app">${entry(viewer, '/slack/app/home', direct?.id, open.appTab !== undefined, appName(viewer))}</li></ul>
</nav>`;
}

/** What the app is called in the workspace. */
export function appName({ memory }: Viewer): string {
  return memory.members.find((member) => member.is_bot)?.real_name ?? 'Passerelle';
}

function entry(
  viewer: Viewer,
  href: string,
  channel: string | undefined,
  isOpen: boolean,
  words: Html | string,
): Html {
  const { t } = viewer.reader.context;
  const followed = channel ? html` data-channel="${channel}" data-latest="${latestTs(viewer, channel)}"` : '';
  return html`<a href="${href}"${isOpen ? html` aria-current="page"` : ''}${followed}>${words}<span class="unread-mark" hidden>${t('nouveau', 'new')}</span></a>`;
}

function channelWords({ reader }: Viewer, name: string, kind: Channel['kind']): Html {
  const isPrivate = html` <small>${reader.context.t('(privé)', '(private)')}</small>`;
  return html`<span># ${name}${kind === 'private' ? isPrivate : ''}</span>`;
}

function personSwitch({ reader, person, people, memory }: Viewer): Html {
  const { t, path } = reader.context;
  const home = memory.teams.find((team) => team.is_home)?.id;
  const teamOf = (id: string): string => memory.teams.find((team) => team.id === id)?.name ?? '';
  return html`<form class="slack-person" method="post" action="/slack/acts/person">
<label for="slack-person">${t('Vous êtes', 'You are')}</label>
<select id="slack-person" name="user" data-submit-on-change>${people.map(
    (each) =>
      html`<option value="${each.id}"${each.id === person.id ? html` selected` : ''}>${each.real_name}${
        each.is_restricted || each.is_ultra_restricted ? t(' (invité)', ' (guest)') : ''
      }${each.team_id === home ? '' : ` (${teamOf(each.team_id)})`}</option>`,
  )}</select><input type="hidden" name="back" value="${path.replace(/[?&]as=[^&]*/, '')}">
<button class="quiet">${t('Changer', 'Switch')}</button></form>`;
}

/** The words the browser's scripts need. */
function config({ reader }: Viewer): unknown {
  const { t } = reader.context;
  return {
    texts: {
      notAnswered: t('L’application n’a pas répondu.', 'The app did not answer.'),
      required: t('Veuillez remplir ce champ.', 'Please fill in this field.'),
      ok: t('Oui', 'Yes'),
      cancel: t('Annuler', 'Cancel'),
    },
  };
}
