import type { Command, Outcome } from './acts.ts';
import { actorOf, appIn, channelFor, teamOf } from './lookup.ts';
import { channelReference } from './payloads.ts';
import { pingsOf } from './pings.ts';
import { showEphemeral } from './post.ts';
import type { ResponseUrl } from './records.ts';
import { answer, newResponseUrl } from './response-urls.ts';
import { isAcknowledged, send } from './send.ts';
import { SlackActError, type SlackContext } from './slack-context.ts';
import { SlackError } from './slack-error.ts';
import { newTrigger } from './triggers.ts';

/** Types a slash command in a channel; its answer becomes a message, seen by that person alone unless told. */
export async function runCommand(context: SlackContext, asked: Command): Promise<Outcome> {
  const member = actorOf(context, asked.user);
  const channel = channelFor(context, asked.user, asked.channel);
  if (!/^\/\S{1,31}$/.test(asked.command)) throw new SlackActError(`"${asked.command}" is no slash command.`);
  // Commands stay with the people of the workspace that installed the app (slack.md 13).
  const { team_id: teamId } = member;
  appIn(context, teamId);
  const fields = {
    token: context.app.verificationToken,
    team_id: teamId,
    team_domain: teamOf(context, teamId).domain,
    channel_id: channel.id,
    channel_name: channelReference(context, channel.id).name,
    user_id: member.id,
    user_name: member.name,
    command: asked.command,
    text: asked.text,
    api_app_id: asked.appId ?? context.app.id,
    is_enterprise_install: 'false',
    response_url: newResponseUrl(context, {
      channel: channel.id,
      user: member.id,
      message: null,
      thread_ts: null,
    }),
    trigger_id: newTrigger(context, teamId, member.id, null),
  };
  const body = new URLSearchParams(fields).toString();
  const exchange = await send(context, { type: 'application/x-www-form-urlencoded', body }, asked);
  const isTaken = isAcknowledged(exchange) && showAnswer(context, asked, exchange.answer);
  if (!isTaken) {
    const error = exchange.isTimedOut ? 'operation_timeout' : 'dispatch_failed';
    say(context, asked, `${asked.command} failed with the error "${error}"`);
  }
  return { exchange, warning: !isTaken };
}

/** What the app answered at once: nothing, text, or a message as JSON. */
function showAnswer(context: SlackContext, asked: Command, text: string): boolean {
  if (text.trim() === '') return true;
  const message = messageIn(text);
  const url: ResponseUrl = {
    token: '',
    channel: asked.channel,
    user: asked.user,
    message: null,
    thread_ts: null,
    usesLeft: 1,
    expiresAt: context.now().toISOString(),
  };
  try {
    answer(context, url, message);
    return true;
  } catch (error) {
    if (error instanceof SlackError) return false;
    throw error;
  }
}

function messageIn(text: string): Record<string, unknown> {
  try {
    const value: unknown = JSON.parse(text);
    if (typeof value === 'object' && value !== null) return { ...value };
  } catch {
    // Plain text is an answer too.
  }
  return { text };
}

/** Slackbot tells what went wrong, to the person alone. */
function say(context: SlackContext, { channel, user }: Command, text: string): void {
  const content = { text, blocks: [], pings: pingsOf(text, []) };
  showEphemeral(context, { channel, user, threadTs: null, botId: 'slackbot', content });
}
