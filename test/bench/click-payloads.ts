import { randomUUID } from 'node:crypto';
import type { RequestView } from '#core/contract/request-view.ts';
import { actionIds } from '#sync/connectors/slack/messages/ids.ts';

/** A message of ours in a channel, or somebody's Home, as it is on the screen. */
export type Screen =
  | { kind: 'message'; channel: string; ts: string; blocks: readonly unknown[]; responseUrl: string }
  | { kind: 'home'; blocks: readonly unknown[] };

/** "Accept" of one request on a screen. */
export interface Click {
  request: Pick<RequestView, 'id'>;
  value: string;
  screen: Screen;
}

const team = { id: 'T0BENCH', domain: 'bench' };
const [appId, botId, botUserId] = ['A0BENCH', 'B0BENCH', 'U0BOT'];

/** The payload of a click as Slack sends it: no two are the same (slack.md 3). */
export function payloadOf({ value, screen }: Click, n: number): object {
  return {
    type: 'block_actions',
    user: { id: 'U0BENCH', username: 'vente', name: 'vente', team_id: team.id },
    api_app_id: appId,
    token: 'bench',
    team,
    enterprise: null,
    is_enterprise_install: false,
    trigger_id: `${n}.${randomUUID()}`,
    ...(screen.kind === 'message' ? onMessage(screen) : onHome(screen)),
    actions: [
      {
        type: 'button',
        action_id: actionIds.accept,
        block_id: 'decide:1',
        text: { type: 'plain_text', text: 'Accepter', emoji: true },
        style: 'primary',
        value,
        action_ts: `${Math.floor(Date.now() / 1000)}.${String(n).padStart(6, '0')}`,
      },
    ],
  };
}

function onMessage({ channel, ts, blocks, responseUrl }: Screen & { kind: 'message' }) {
  return {
    container: { type: 'message', message_ts: ts, channel_id: channel, is_ephemeral: false },
    channel: { id: channel, name: 'privategroup' },
    message: {
      type: 'message',
      user: botUserId,
      ts,
      bot_id: botId,
      app_id: appId,
      bot_profile: { id: botId, app_id: appId, name: 'Passerelle', team_id: team.id, deleted: false },
      text: 'Demande de compte',
      team: team.id,
      blocks,
    },
    state: { values: {} },
    response_url: responseUrl,
  };
}

/** Neither channel nor response_url (slack.md 2 and 11). */
function onHome({ blocks }: Screen & { kind: 'home' }) {
  const id = 'V0BENCH';
  return {
    container: { type: 'view', view_id: id },
    view: {
      id,
      team_id: team.id,
      type: 'home',
      blocks,
      private_metadata: '',
      callback_id: '',
      state: { values: {} },
      hash: '1.1',
      title: { type: 'plain_text', text: 'View Title', emoji: true },
      clear_on_close: false,
      notify_on_close: false,
      close: null,
      submit: null,
      previous_view_id: null,
      root_view_id: id,
      app_id: appId,
      external_id: '',
      app_installed_team_id: team.id,
      bot_id: botId,
    },
  };
}
