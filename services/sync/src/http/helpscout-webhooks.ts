import { createHash } from 'node:crypto';
import express, { type Request, type Router } from 'express';
import { checkSignature, type ReadWebhook, readWebhook } from '../connectors/helpscout/webhook.ts';
import { conversationSubject, customerSubject } from '../deliveries/conversations.ts';
import type { Receive } from '../deliveries/receive.ts';
import { helpscoutSource } from '../deliveries/route-helpscout.ts';
import type { Log } from '../log.ts';
import type { NewDelivery } from '../store/deliveries.ts';
import { HttpProblem } from './problems.ts';
import { requestIdOf } from './request-id.ts';

/** What the door of Help Scout's webhooks needs. */
export interface HelpscoutWebhooksOptions {
  /** The newest first; a webhook signed with any of them is Help Scout's. */
  secrets: readonly string[];
  /** Whose conversations they are; undefined as long as that is not known. */
  companyId(): string | undefined;
  receive: Receive;
  log: Pick<Log, 'warn'>;
  nowMs?: () => number;
}

/** Conversations come whole, with the text of every entry (helpscout.md 3). Who calls is known only once all is read. */
const bodyLimit = '2mb';
/** Longer than the name of any event. */
const eventLengthMax = 100;
/**
 * Deliveries bear no id (helpscout.md 3): the same words may be said again on purpose, and are then a hint again. A
 * repetition within minutes is the vendor's own.
 */
const repetitionMs = 5 * 60_000;
const testEvent = 'helpscout.test';

/**
 * `POST /webhooks/helpscout`: checks the signature of the bytes as they came, records, answers. Ten that fail and Help
 * Scout stops calling (helpscout.md 3): so whatever it signed is answered 200, also what says nothing to us; 410 would
 * stop it at once and is never answered.
 */
export function helpscoutWebhooks(options: HelpscoutWebhooksOptions): Router {
  const { secrets, companyId, receive, log, nowMs = Date.now } = options;
  const raw = express.raw({ type: () => true, limit: bodyLimit, inflate: false });
  const router = express.Router();
  router.post('/', raw, async (request, response) => {
    const body = Buffer.isBuffer(request.body) ? request.body : Buffer.alloc(0);
    const signature = headerOf(request, 'x-helpscout-signature');
    if (!secrets.some((secret) => checkSignature(body, signature, secret))) throw wrongSignature();
    const event = headerOf(request, 'x-helpscout-event');
    const company = companyId();
    if (event !== testEvent && company === undefined)
      log.warn({ event }, 'Help Scout told of something, but no company is served: the sweep finds it later');
    else if (event !== testEvent && company !== undefined)
      await receive(recordOf({ company, request, body, event, nowMs: nowMs() }));
    response.json({ received: true });
  });
  return router;
}

interface Came {
  company: string;
  request: Request;
  body: Buffer;
  event: string | undefined;
  nowMs: number;
}

function recordOf(came: Came): NewDelivery {
  const read = readWebhook(came.event, came.body);
  return read.ok ? deliveryOf(came, read) : unreadable(came, read.reason);
}

type Hint = Extract<ReadWebhook, { ok: true }>;

function deliveryOf(came: Came, hint: Hint): NewDelivery {
  const { event, entity, id } = hint;
  const isFollowed = entity !== 'other';
  return {
    company: came.company,
    source: helpscoutSource,
    key: `${came.company}:${digestOf(came)}:${Math.floor(came.nowMs / repetitionMs)}`,
    subject: subjectOf(came.company, hint),
    // What people wrote stays where it is.
    body: JSON.stringify({ event, id }),
    requestId: requestIdOf(came.request),
    state: isFollowed ? 'recorded' : 'ignored',
    reason: isFollowed ? null : `Nothing follows ${event}.`,
  };
}

function subjectOf(company: string, { entity, id }: Hint): string {
  if (entity === 'conversation') return conversationSubject(company, id);
  return entity === 'customer' ? customerSubject(company, id) : `helpscout:${company}:other:${id}`;
}

function unreadable(came: Came, reason: string): NewDelivery {
  const key = `unreadable:${came.company}:${digestOf(came)}`;
  return {
    company: came.company,
    source: helpscoutSource,
    key,
    subject: key,
    // What people wrote is not kept here either.
    body: JSON.stringify({ event: came.event?.slice(0, eventLengthMax) ?? null, length: came.body.length }),
    requestId: requestIdOf(came.request),
    state: 'unreadable',
    reason,
  };
}

function digestOf({ event = '', body }: Came): string {
  return createHash('sha256').update(`${event}\n`).update(body).digest('hex');
}

/** One value; of a header sent twice, none. */
function headerOf(request: Request, name: string): string | undefined {
  const value = request.headers[name];
  return typeof value === 'string' ? value : undefined;
}

function wrongSignature(): HttpProblem {
  return new HttpProblem(
    401,
    { fr: 'Signature du webhook incorrecte', en: 'Wrong signature of the webhook' },
    {
      fr: 'Le secret du webhook dans Help Scout (Gérer › Apps › Webhooks) doit être HELPSCOUT_WEBHOOK_SECRET.',
      en: 'The webhook’s secret in Help Scout (Manage › Apps › Webhooks) has to be HELPSCOUT_WEBHOOK_SECRET.',
    },
  );
}
