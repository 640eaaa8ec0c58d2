import { createHash } from 'node:crypto';
import type { Kysely } from 'kysely';
import * as z from 'zod';
import type { DeskWebhook, Helpscout, NewWebhook } from '../connectors/helpscout/port.ts';
import type { Log } from '../log.ts';
import { readFact, writeFact } from '../store/company-facts.ts';
import type { Schema } from '../store/schema.ts';

/** What Help Scout tells us of: changes of conversations and customers (helpscout.md 3). */
export const heardEvents = [
  'convo.created',
  'convo.customer.reply.created',
  'convo.agent.reply.created',
  'convo.tags',
  'convo.status',
  'convo.assigned',
  'convo.moved',
  'convo.merged',
  'convo.deleted',
  'customer.created',
  'customer.updated',
  'customer.deleted',
] as const;

const label = 'Passerelle';
const factName = 'helpscout-webhook';

/** What is wrong with our webhook; null: nothing. */
export type WebhookFault = 'missing' | 'disabled' | 'different';

const Kept = z.object({
  /** Tells whether the secret changed; too short to tell it. */
  secretDigest: z.string(),
  /** When Help Scout was last found to have switched it off. */
  disabledAt: z.string().nullable(),
  /** Which one is ours; null where it was not found again once it was made. */
  webhookId: z.number().nullable().default(null),
});

/** Our webhook of one company. */
export interface OwnWebhookOptions {
  db: Kysely<Schema>;
  desk: Pick<Helpscout, 'webhooks' | 'createWebhook' | 'replaceWebhook'>;
  companyId: string;
  /** Where Help Scout reaches our door. */
  url: string;
  /** With which it signs: the newest one. */
  secret: string;
  /** Whether the door at another address is that of a node of this store which is alive. */
  isHeardAt(url: string): Promise<boolean>;
  log: Log;
}

/**
 * Makes our webhook where it is missing, and puts it right where it was switched off or changed: what was missed
 * meanwhile is the sweep's to find. Another installation's, whatever its name, is left alone. Call it on one node at a
 * time.
 *
 * @returns what was wrong
 * @throws OutsideError
 */
export async function ensureWebhook(options: OwnWebhookOptions): Promise<WebhookFault | null> {
  const { db, desk, companyId, secret, log } = options;
  const secretDigest = digestOf(companyId, secret);
  const kept = await readKept(db, companyId);
  const { fault, webhook, url } = await lookAtWebhook(options);
  const isRight = webhook !== null && fault === null && kept?.secretDigest === secretDigest;
  if (isRight && kept.webhookId === webhook.id) return null;
  const wanted = { url, events: [...heardEvents], secret, label };
  const webhookId = isRight ? webhook.id : await put(desk, webhook, wanted);
  const disabledAt = fault === 'disabled' ? new Date().toISOString() : (kept?.disabledAt ?? null);
  await writeFact(db, companyId, factName, { secretDigest, disabledAt, webhookId });
  if (isRight) return null;
  if (fault === 'disabled')
    log.warn(
      { companyId },
      'Help Scout had switched our webhook off; it is on again, and the sweep catches up',
    );
  else log.info({ companyId, fault: fault ?? 'secret' }, 'our webhook was registered in Help Scout');
  return fault;
}

/** @returns which one it is */
async function put(
  desk: OwnWebhookOptions['desk'],
  webhook: DeskWebhook | null,
  wanted: NewWebhook,
): Promise<number | null> {
  if (webhook) {
    await desk.replaceWebhook(webhook.id, wanted);
    return webhook.id;
  }
  await desk.createWebhook(wanted);
  return (await desk.webhooks()).find(({ url }) => url === wanted.url)?.id ?? null;
}

/**
 * How our webhook is now: the one at our address, the one that we remember, or the one of another node of this store.
 * Nodes with different PUBLIC_URLs leave it where one of them is alive.
 * @throws OutsideError
 */
export async function lookAtWebhook({
  db,
  companyId,
  desk,
  url: ownUrl,
  isHeardAt,
}: Pick<OwnWebhookOptions, 'db' | 'companyId' | 'desk' | 'url' | 'isHeardAt'>): Promise<{
  fault: WebhookFault | null;
  webhook: DeskWebhook | null;
  url: string;
}> {
  const all = await desk.webhooks();
  const ownId = (await readKept(db, companyId))?.webhookId;
  const webhook =
    all.find(({ url }) => url === ownUrl) ??
    all.find(({ id }) => id === ownId) ??
    (await firstHeard(all, isHeardAt));
  if (!webhook) return { fault: 'missing', webhook, url: ownUrl };
  const url = webhook.url !== ownUrl && (await isHeardAt(webhook.url)) ? webhook.url : ownUrl;
  if (webhook.state === 'disabled') return { fault: 'disabled', webhook, url };
  const isComplete = heardEvents.every((event) => webhook.events.includes(event));
  return { fault: isComplete && webhook.url === url ? null : 'different', webhook, url };
}

/** The one at the address of another node of this store: made a moment ago, it may not be remembered yet. */
async function firstHeard(
  all: readonly DeskWebhook[],
  isHeardAt: OwnWebhookOptions['isHeardAt'],
): Promise<DeskWebhook | null> {
  for (const webhook of all) if (webhook.label === label && (await isHeardAt(webhook.url))) return webhook;
  return null;
}

/** When Help Scout was last found to have switched our webhook off; null: never, as far as is known. */
export async function webhookDisabledAt(db: Kysely<Schema>, companyId: string): Promise<Date | null> {
  const at = (await readKept(db, companyId))?.disabledAt;
  return at ? new Date(at) : null;
}

async function readKept(db: Kysely<Schema>, companyId: string) {
  return Kept.safeParse(await readFact(db, companyId, factName)).data;
}

function digestOf(companyId: string, secret: string): string {
  return createHash('sha256').update(`${companyId} ${secret}`).digest('hex').slice(0, 6);
}
