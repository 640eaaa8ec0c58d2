import { type RequestHandler, Router } from 'express';
import { isTrue, readContent } from './content.ts';
import { forgetExpired } from './expiry.ts';
import { secretWord } from './ids.ts';
import { channelOf, installationIn, messageOf } from './lookup.ts';
import { post, removeMessage, replaceContent, showEphemeral } from './post.ts';
import type { Ephemeral, Message, ResponseUrl } from './records.ts';
import type { SlackContext } from './slack-context.ts';
import { SlackError } from './slack-error.ts';

const uses = 5;
const goodMs = 30 * 60_000;
const maxText = 40_000;

export const responseUrlPath = /^\/api\/response\/[\w-]+$/;

/** A new address for the app's answers about something a person did (slack.md 7). */
export function newResponseUrl(
  context: SlackContext,
  about: Pick<ResponseUrl, 'channel' | 'user' | 'message' | 'thread_ts'>,
): string {
  const { memory, now } = context;
  const at = now().getTime();
  forgetExpired(memory.responseUrls, at);
  const token = secretWord();
  memory.responseUrls.push({
    token,
    ...about,
    usesLeft: uses,
    expiresAt: new Date(at + goodMs).toISOString(),
  });
  return `${context.url()}/api/response/${token}`;
}

/** Serves POST /api/response/<token>: five uses within thirty minutes; what is said afterwards is not documented. */
export function createResponseRouter(context: SlackContext): Router {
  const router = Router();
  const door: RequestHandler = (req, res) => {
    const token = req.path.split('/').at(-1);
    const found = context.memory.responseUrls.find((each) => each.token === token);
    const problem = problemOf(context, found);
    if (!found || problem) {
      res.status(404).json({ ok: false, error: problem ?? 'expired_url' });
      return;
    }
    try {
      answer(context, found, req.body ?? {});
    } catch (error) {
      if (!(error instanceof SlackError)) throw error;
      res.status(400).json({ ok: false, error: error.code, ...error.details });
      return;
    }
    found.usesLeft -= 1;
    context.changed();
    res.json({ ok: true });
  };
  router.post(responseUrlPath, door);
  return router;
}

function problemOf({ now }: SlackContext, url: ResponseUrl | undefined): string | undefined {
  if (!url || now().getTime() > Date.parse(url.expiresAt)) return 'expired_url';
  return url.usesLeft <= 0 ? 'used_url' : undefined;
}

/** Shows, replaces or takes away what the app tells in answer to an interaction or a command. */
export function answer(context: SlackContext, url: ResponseUrl, body: Record<string, unknown>): void {
  const origin = originOf(context, url);
  if (isTrue(body.delete_original)) {
    if (origin) remove(context, origin);
    return;
  }
  const content = readContent(body, maxText);
  if (isTrue(body.replace_original) && origin) {
    replaceContent(origin, content);
    context.changed();
    return;
  }
  say(context, url, body, content);
}

function say(
  context: SlackContext,
  url: ResponseUrl,
  body: Record<string, unknown>,
  content: ReturnType<typeof readContent>,
): void {
  const channel = channelOf(context, url.channel);
  const bot = channel && installationIn(context, channel.team_id);
  if (!channel || !bot) throw new SlackError('channel_not_found');
  const threadTs = typeof body.thread_ts === 'string' ? body.thread_ts : url.thread_ts;
  if (body.response_type === 'in_channel') {
    const said = { channel, content, bot, user: bot.bot_user_id, teamId: bot.team_id };
    post(context, { ...said, threadTs: threadTs ?? undefined });
    return;
  }
  showEphemeral(context, { channel: channel.id, user: url.user, threadTs, botId: bot.bot_id, content });
}

function originOf(context: SlackContext, { channel, message }: ResponseUrl): Message | Ephemeral | undefined {
  if (!message) return undefined;
  if ('ts' in message) return messageOf(context, channel, message.ts);
  return context.memory.ephemerals.find((each) => each.id === message.ephemeral);
}

function remove(context: SlackContext, origin: Message | Ephemeral): void {
  if ('id' in origin) {
    context.memory.ephemerals = context.memory.ephemerals.filter((each) => each !== origin);
    context.changed();
  } else removeMessage(context, origin);
}
