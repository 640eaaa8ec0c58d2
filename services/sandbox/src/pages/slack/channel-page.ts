import type { Channel } from '../../slack/records.ts';
import { html } from '../html.ts';
import { type Asked, channelLog, threadPane } from './message-log.ts';
import { composer, slackPage } from './shell.ts';
import type { Viewer } from './viewer.ts';

/** A channel with its messages, and a thread beside it when one is asked for. */
export function channelPage(viewer: Viewer, channel: Channel, asked: Asked): string {
  const path = `/slack/channel/${channel.id}`;
  const title = `#${channel.name}`;
  return slackPage(
    viewer,
    { title, channel: channel.id },
    html`<section class="slack-main" aria-labelledby="slack-title">
<div class="slack-top"><h2 id="slack-title">${title}</h2><p class="soft">${aboutChannel(viewer, channel)}</p></div>
${channelLog(viewer, channel, path, asked)}
${composer(viewer, channel.id)}</section>${threadPane(viewer, channel, path, asked)}`,
  );
}

function aboutChannel({ reader, memory }: Viewer, channel: Channel): string {
  const { t } = reader.context;
  const members = channel.members.filter((id) => memory.members.some((member) => member.id === id)).length;
  const facts = [
    `${members} ${t('membres', 'members')}`,
    channel.kind === 'private' ? t('privé', 'private') : '',
    channel.is_ext_shared ? t('partagé avec un autre espace', 'shared with another workspace') : '',
    channel.is_archived ? t('archivé', 'archived') : '',
  ];
  return facts.filter(Boolean).join(' · ');
}
