import { createHash } from 'node:crypto';
import express, { type Request, type Router } from 'express';
import { readWebhook, type WebhookDelivery } from '../connectors/pipedrive/webhook.ts';
import type { Receive } from '../deliveries/receive.ts';
import { subjectOf } from '../deliveries/subject.ts';
import type { NewDelivery } from '../store/deliveries.ts';
import { HttpProblem, sendProblem } from './problems.ts';
import { requestIdOf } from './request-id.ts';

/** What the door of Pipedrive's webhooks needs. */
export interface PipedriveWebhooksOptions {
  /** The company whose webhook calls with these credentials (the `Authorization` header). */
  companyCalling(header: string | undefined): Promise<string | undefined>;
  receive: Receive;
  /** Whether more wait to be recorded than can be in time. */
  isFull(): boolean;
  /** Whether a company's activities are followed; absent: nobody's are. */
  followsActivities?(companyId: string): boolean;
}

const source = 'pipedrive-webhook';
/** The largest body Pipedrive is known to send is some 10 kB; hundreds of `permitted_user_ids` are possible. */
const bodyLimit = 1_048_576;
/** Pipedrive comes back by itself after 3 seconds, 30 and 150, whatever it is told; others may listen. */
const comeBackSeconds = 3;
const followed = new Set(['person', 'deal', 'organization', 'user']);

/**
 * `POST /webhooks/pipedrive`: checks the credentials, records, answers. Work comes later, from the record
 * (pipedrive.md 3.5: ten seconds at most, and ten failures mean half an hour of silence).
 */
export function pipedriveWebhooks(options: PipedriveWebhooksOptions): Router {
  const { companyCalling, receive, isFull } = options;
  const companies = new WeakMap<Request, string>();
  const router = express.Router();
  // Before anything that costs: whoever is already in is answered in time.
  router.post('/', (request, response, next) => {
    if (!isFull()) return next();
    response.set('retry-after', String(comeBackSeconds));
    sendProblem(request, response, tooManyAtOnce);
  });
  router.post('/', async (request, _response, next) => {
    const companyId = await companyCalling(request.headers.authorization);
    if (companyId === undefined) throw wrongCredentials();
    companies.set(request, companyId);
    next();
  });
  // What parses bodies reads one that is too large to its end before it says so.
  router.post('/', (request, response, next) => {
    if (Number(request.headers['content-length'] ?? 0) <= bodyLimit) return next();
    response.set('connection', 'close');
    next({ status: 413 });
  });
  router.post('/', express.text({ type: () => true, limit: bodyLimit }), async (request, response) => {
    const text: string = typeof request.body === 'string' ? request.body : '';
    const companyId = companies.get(request) ?? '';
    const read = readWebhook(parsed(text));
    if (!read.ok) {
      await receive(unreadable(request, companyId, text, read.reason));
      throw notAWebhook(read.reason);
    }
    await receive(
      deliveryOf(request, companyId, read.delivery, text, follows(options, companyId, read.delivery)),
    );
    response.json({ received: true });
  });
  return router;
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function follows(
  { followsActivities }: PipedriveWebhooksOptions,
  companyId: string,
  { entity }: WebhookDelivery,
): boolean {
  return entity === 'activity' ? followsActivities?.(companyId) === true : followed.has(entity);
}

function deliveryOf(
  request: Request,
  companyId: string,
  delivery: WebhookDelivery,
  body: string,
  isFollowed: boolean,
): NewDelivery {
  const { entity, entityId, personId, key } = delivery;
  const ours = delivery.companyId === companyId;
  const ignoredBecause = ours
    ? isFollowed
      ? null
      : `Nothing follows ${entity} records.`
    : `Of company ${delivery.companyId}, with the credentials of another one.`;
  return {
    company: companyId,
    source,
    // Nobody's events may stand in the way of another company's.
    key: `${companyId}:${key}`,
    subject: subjectOf(companyId, personId, `${entity}:${entityId}`),
    body,
    requestId: requestIdOf(request),
    state: ignoredBecause === null ? 'recorded' : 'ignored',
    reason: ignoredBecause,
  };
}

function unreadable(request: Request, company: string, body: string, reason: string): NewDelivery {
  const key = `unreadable:${company}:${createHash('sha256').update(body).digest('hex')}`;
  return {
    company,
    source,
    key,
    subject: key,
    body,
    requestId: requestIdOf(request),
    state: 'unreadable',
    reason,
  };
}

const tooManyAtOnce = new HttpProblem(
  503,
  { fr: 'Trop de webhooks à la fois', en: 'Too many webhooks at once' },
  {
    fr: 'Rien n’a été enregistré : renvoyez-le dans quelques secondes.',
    en: 'Nothing was recorded: send it again in a few seconds.',
  },
);

function wrongCredentials(): HttpProblem {
  return new HttpProblem(
    401,
    { fr: 'Identifiants du webhook incorrects', en: 'Wrong webhook credentials' },
    {
      fr: 'Dans Pipedrive, Outils et applications › Webhooks : l’utilisateur et le mot de passe HTTP doivent être ceux de PIPEDRIVE_WEBHOOK_USER et PIPEDRIVE_WEBHOOK_PASSWORD.',
      en: 'In Pipedrive, Tools and apps › Webhooks: HTTP user and password have to be those of PIPEDRIVE_WEBHOOK_USER and PIPEDRIVE_WEBHOOK_PASSWORD.',
    },
  );
}

function notAWebhook(reason: string): HttpProblem {
  return new HttpProblem(
    400,
    { fr: 'Ce n’est pas un webhook de Pipedrive', en: 'Not a webhook of Pipedrive' },
    { fr: `Gardé pour examen. ${reason}`, en: `Kept for inspection. ${reason}` },
  );
}
