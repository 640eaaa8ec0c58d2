import type { Outcome, Sending } from './acts.ts';
import { openDirect } from './api/direct.ts';
import type { Exchange } from './exchange.ts';
import { formatTs, nextId, secretWord } from './ids.ts';
import { actorOf, appIn } from './lookup.ts';
import { viewPayload } from './payloads.ts';
import { slackIds } from './seed-slack.ts';
import { isAcknowledged, type Parcel, send } from './send.ts';
import type { SlackContext } from './slack-context.ts';

export type SlackEvent = { type: string } & Record<string, unknown>;

/** Opens the app's tab: app_home_opened, with the view that is there already. */
export async function openHome(
  context: SlackContext,
  asked: Sending & { user: string; tab?: 'home' | 'messages' },
): Promise<Outcome> {
  const member = actorOf(context, asked.user);
  const direct = openDirect(context, appIn(context, member.team_id), member);
  const known = context.memory.homes.find((each) => each.user === member.id);
  const tab = asked.tab ?? 'home';
  const event = {
    type: 'app_home_opened',
    user: member.id,
    channel: direct.id,
    tab,
    ...(known && tab === 'home' ? { view: viewPayload(context, known) } : {}),
  };
  return sendEvent(context, { ...asked, teamId: member.team_id, event });
}

/** Sends an event; if it is not taken, three more times by and by (slack.md 7). Resolves with the first attempt. */
export async function sendEvent(
  context: SlackContext,
  asked: Sending & { teamId?: string; event: SlackEvent },
): Promise<Outcome> {
  const teamId = asked.teamId ?? slackIds.team;
  const atMs = context.now().getTime();
  const body = JSON.stringify({
    token: context.app.verificationToken,
    team_id: teamId,
    context_team_id: teamId,
    context_enterprise_id: null,
    api_app_id: asked.appId ?? context.app.id,
    event: { event_ts: formatTs(atMs * 1000), ...asked.event },
    type: 'event_callback',
    event_id: nextId(context, 'Ev'),
    event_time: Math.floor(atMs / 1000),
    authorizations: [authorization(context, teamId)],
    is_ext_shared_channel: false,
  });
  context.changed();
  const exchange = await attempt(context, { type: 'application/json', body }, asked, 0);
  return { exchange, warning: !isAcknowledged(exchange) };
}

function authorization({ memory }: SlackContext, teamId: string) {
  const installation = memory.installations.find((each) => each.team_id === teamId);
  return {
    enterprise_id: null,
    team_id: teamId,
    user_id: installation?.bot_user_id ?? '',
    is_bot: true,
    is_enterprise_install: false,
  };
}

async function attempt(
  context: SlackContext,
  parcel: Parcel,
  sending: Sending,
  number: number,
): Promise<Exchange> {
  const exchange = await send(context, parcel, sending);
  const pauseMs = context.memory.eventRetryMs[number];
  if (isAcknowledged(exchange) || exchange.noRetry || pauseMs === undefined) return exchange;
  const next = number + 1;
  const headers = { 'x-slack-retry-num': String(next), 'x-slack-retry-reason': reasonOf(exchange) };
  context.later(pauseMs, async () => {
    await attempt(context, { ...parcel, headers }, sending, next);
  });
  return exchange;
}

function reasonOf({ status, isTimedOut }: Exchange): string {
  if (isTimedOut) return 'http_timeout';
  return status === null ? 'connection_failed' : 'http_error';
}

/** The question Slack asks of a request address before it uses it: the challenge has to come back. */
export async function verifyUrl(
  context: SlackContext,
  asked: Sending,
): Promise<Outcome & { isVerified: boolean }> {
  const challenge = secretWord();
  const body = JSON.stringify({ token: context.app.verificationToken, challenge, type: 'url_verification' });
  const exchange = await send(context, { type: 'application/json', body }, asked);
  const isVerified = isAcknowledged(exchange) && exchange.answer.includes(challenge);
  return { exchange, warning: !isAcknowledged(exchange), isVerified };
}
