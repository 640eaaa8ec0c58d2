import { createHmac, timingSafeEqual } from 'node:crypto';
import express, { type Request, type RequestHandler, type Response } from 'express';
import * as z from 'zod';
import type { Origin, WorkspaceOfOrigin } from '../slack/origin.ts';
import type { Workspace } from '../slack/workspace.ts';

/** What became of a request of Slack, as it is counted. */
export type SlackRequestOutcome =
  | 'taken'
  | 'unsigned'
  | 'forged'
  | 'too-old'
  | 'too-early'
  | 'replayed'
  | 'foreign'
  | 'repeated-event'
  | 'unmatched';

export interface SlackRequestsOptions {
  signingSecret: string;
  /** Whether something is heard of for the first time, on whichever node; remembers it. */
  isNew(key: string): Promise<boolean>;
  /** Undefined for another workspace or another app's. */
  workspaceOf: WorkspaceOfOrigin;
  count(outcome: SlackRequestOutcome): void;
  nowMs?: () => number;
}

const workspaces = new WeakMap<object, Workspace>();

/** The workspace a request came from; undefined for one that did not pass `slackRequests`. */
export function workspaceOfRequest(request: object): Workspace | undefined {
  return workspaces.get(request);
}

/** Slack's own windows are five minutes (slack.md 3); Bolt forgets the one ahead. */
const windowSeconds = 300;
const Timestamp = z.string().regex(/^\d{1,12}$/);

/**
 * Lets requests of Slack through that bear our app's signature, are of these five minutes, are not heard a second time
 * and come from a workspace of ours; whatever else is refused with 401 and counted. Leaves the body for Bolt, which
 * checks the signature again.
 */
export function slackRequests(options: SlackRequestsOptions): RequestHandler[] {
  const { count } = options;
  return [
    express.raw({ type: () => true, limit: '1mb', inflate: false }),
    async (request, response, next) => {
      const body = Buffer.isBuffer(request.body) ? request.body : Buffer.alloc(0);
      const fault = faultOf(options, request, body);
      if (fault) return refuse(response, fault, count);
      const given = envelopeOf(request, body);
      if (!given) return refuse(response, 'unmatched', count, 400);
      if (given.type === 'url_verification') return letThrough(request, body, next);
      const workspace = await options.workspaceOf(originOf(given));
      if (!workspace) return refuse(response, 'foreign', count);
      workspaces.set(request, workspace);
      const heard = await hear(options, request, given);
      if (heard === 'replayed') return refuse(response, heard, count);
      count(heard);
      // An event whose answer was lost is sent again, with a signature of its own.
      if (heard === 'repeated-event') return void response.end();
      if (!isHeard(given)) {
        count('unmatched');
        return void response.end();
      }
      letThrough(request, body, next);
    },
  ];
}

function faultOf(
  { signingSecret, nowMs = Date.now }: SlackRequestsOptions,
  request: Request,
  body: Buffer,
): 'unsigned' | 'forged' | 'too-old' | 'too-early' | null {
  const timestamp = Timestamp.safeParse(request.headers['x-slack-request-timestamp']);
  const signature = request.headers['x-slack-signature'];
  if (!timestamp.success || typeof signature !== 'string') return 'unsigned';
  const digest = createHmac('sha256', signingSecret)
    .update(`v0:${timestamp.data}:`)
    .update(body)
    .digest('hex');
  const expected = Buffer.from(`v0=${digest}`);
  const given = Buffer.from(signature);
  if (given.length !== expected.length || !timingSafeEqual(given, expected)) return 'forged';
  const aheadSeconds = Number(timestamp.data) - nowMs() / 1000;
  if (aheadSeconds < -windowSeconds) return 'too-old';
  return aheadSeconds > windowSeconds ? 'too-early' : null;
}

const Named = z.object({ id: z.string().nullish(), team_id: z.string().nullish() });
const Shown = z.object({ bot_id: z.string().nullish(), app_id: z.string().nullish() });
const Envelope = z.object({
  type: z.string().nullish(),
  command: z.string().nullish(),
  event_id: z.string().max(200).nullish(),
  api_app_id: z.string().nullish(),
  team_id: z.string().nullish(),
  enterprise_id: z.string().nullish(),
  team: Named.nullish(),
  enterprise: Named.nullish(),
  user: z.union([z.string(), Named]).nullish(),
  user_id: z.string().nullish(),
  message: Shown.nullish(),
  view: Shown.nullish(),
  actions: z.array(z.object({})).nullish(),
  event: z.object({}).nullish(),
});
type Envelope = z.infer<typeof Envelope>;

/** JSON of an event, or the form of an interaction or a command; undefined when it is neither. */
function envelopeOf(request: Request, body: Buffer): Envelope | undefined {
  const type = (request.headers['content-type'] ?? '').split(';')[0]?.trim().toLowerCase() ?? '';
  try {
    // Bolt takes the plain type alone; proxies like to add a character set.
    request.headers['content-type'] = type;
    const text = body.toString();
    if (type !== 'application/x-www-form-urlencoded') return Envelope.parse(JSON.parse(text));
    const form = new URLSearchParams(text);
    const payload = form.get('payload');
    return Envelope.parse(payload === null ? Object.fromEntries(form) : JSON.parse(payload));
  } catch {
    return undefined;
  }
}

function originOf({
  team,
  team_id,
  enterprise,
  enterprise_id,
  user,
  api_app_id,
  message,
  view,
}: Envelope): Origin {
  const ofUser = typeof user === 'object' ? user?.team_id : null;
  return {
    teamId: team?.id ?? team_id ?? (enterprise?.id ? null : (ofUser ?? null)),
    enterpriseId: enterprise?.id ?? enterprise_id ?? null,
    appId: api_app_id ?? null,
    botId: message?.bot_id ?? view?.bot_id ?? null,
    shownByAppId: message?.app_id ?? view?.app_id ?? null,
  };
}

/**
 * Nobody listens for anything else, or for a press of nobody: Bolt would fail, or let Slack wait for 3 s. A slash
 * command has no type.
 */
function isHeard({ type, command, user, user_id: userId, view, actions, event }: Envelope): boolean {
  const hasUser = typeof user === 'object' && typeof user?.id === 'string';
  if (type === 'block_actions') return hasUser && (actions ?? []).length > 0;
  if (type === 'view_submission' || type === 'view_closed') return hasUser && Boolean(view);
  if (type === 'event_callback') return Boolean(event);
  return typeof command === 'string' && typeof userId === 'string';
}

async function hear(
  { isNew }: SlackRequestsOptions,
  request: Request,
  { type, event_id: eventId }: Envelope,
): Promise<'taken' | 'replayed' | 'repeated-event'> {
  const isEvent = type === 'event_callback' && eventId;
  const [isFirst, isFirstEvent] = await Promise.all([
    isNew(String(request.headers['x-slack-signature'])),
    isEvent ? isNew(`event ${eventId}`) : true,
  ]);
  if (!isFirst) return 'replayed';
  return isFirstEvent ? 'taken' : 'repeated-event';
}

/** Bolt prefers `rawBody` to a stream that was read (slack.md 2, row F). */
function letThrough(request: Request, body: Buffer, next: () => void): void {
  Object.assign(request, { rawBody: body });
  next();
}

function refuse(
  response: Response,
  outcome: SlackRequestOutcome,
  count: (outcome: SlackRequestOutcome) => void,
  status = 401,
): void {
  count(outcome);
  // Slack would send an event three times more.
  response.status(status).setHeader('x-slack-no-retry', '1').end();
}
