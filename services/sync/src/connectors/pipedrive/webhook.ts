import { hash, timingSafeEqual } from 'node:crypto';
import * as z from 'zod';
import { RecordId } from './schema.ts';
import { entityIdOf, WebhookEnvelope } from './webhook-envelope.ts';

/** A received webhook, filed but not yet understood. */
export interface WebhookDelivery {
  /** The same for every repetition of one event to one subscription. */
  key: string;
  companyId: string;
  entity: string;
  action: 'create' | 'change' | 'delete';
  entityId: string;
  /** The person concerned, by which deliveries are put in order; null when the event names none. */
  personId: number | null;
  body: unknown;
}

export type ReadWebhook = { ok: true; delivery: WebhookDelivery } | { ok: false; reason: string };

const firstGeneration = z.union([
  z.object({ v: z.literal(1) }),
  z.object({ meta: z.object({ v: z.literal(1) }) }),
  z.object({ meta: z.object({ object: z.string() }), current: z.unknown() }),
]);

/**
 * Reads a webhook of Pipedrive (v2, pipedrive.md 3.3 and 3.5) as far as needed to keep it. Never throws.
 *
 * @param body the parsed JSON body
 * @returns the delivery, or in one sentence why this is not one
 */
export function readWebhook(body: unknown): ReadWebhook {
  const parsed = WebhookEnvelope.safeParse(body);
  if (!parsed.success) {
    // Asked last: almost nothing is of the first generation, and to find that out costs more than to read it.
    if (firstGeneration.safeParse(body).success) return refused('1.0');
    return { ok: false, reason: `Not a Pipedrive webhook: ${pathsOf(parsed.error)}.` };
  }
  const { meta } = parsed.data;
  if (meta.version && !meta.version.startsWith('2')) return refused(meta.version);
  const entityId = entityIdOf(parsed.data);
  if (entityId === null) return { ok: false, reason: 'Not a Pipedrive webhook: no id of the record.' };
  const { entity, action, company_id: companyId } = meta;
  const delivery = { key: keyOf(parsed.data), companyId, entity, action, entityId, body };
  return { ok: true, delivery: { ...delivery, personId: personOf(parsed.data, entityId) } };
}

function refused(version: string): ReadWebhook {
  const advice = 'delete the subscription and create it again with version 2.0 (npm run provision does it)';
  return { ok: false, reason: `Webhook version ${version} is not supported: ${advice}.` };
}

function pathsOf(error: z.ZodError): string {
  const paths = error.issues.slice(0, 5).map((issue) => issue.path.join('.') || 'the body');
  return `missing or wrong: ${[...new Set(paths)].join(', ')}`;
}

/** For `user` the vendor's event id is the user's id, so it is not unique (pipedrive.md 3.3). */
function keyOf({ meta }: WebhookEnvelope): string {
  const parts = [meta.id, meta.webhook_id ?? '-'];
  if (meta.entity === 'user') parts.push(meta.timestamp ?? '-');
  return parts.join(':');
}

function personOf({ meta, data, previous }: WebhookEnvelope, entityId: string): number | null {
  const source = { person: entityId, deal: data?.person_id ?? previous?.person_id }[meta.entity];
  const parsed = RecordId.safeParse(source);
  return parsed.success ? parsed.data : null;
}

/**
 * Checks the HTTP Basic credentials of a webhook, the only proof Pipedrive gives (pipedrive.md 3.2). Takes the
 * same time wherever the texts differ.
 *
 * @param header the `Authorization` header, UTF-8 credentials
 */
export function checkBasic(header: string | undefined, user: string, password: string): boolean {
  const given = /^basic +([\w+/=-]+) *$/i.exec(header ?? '')?.[1];
  const decoded = Buffer.from(given ?? '', 'base64').toString('utf8');
  const same = timingSafeEqual(digestOf(decoded), digestOf(`${user}:${password}`));
  return same && given !== undefined && user !== '' && password !== '';
}

function digestOf(text: string): Buffer {
  return hash('sha256', text, 'buffer');
}
