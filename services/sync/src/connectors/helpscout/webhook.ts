import { createHash, createHmac, timingSafeEqual } from 'node:crypto';
import * as z from 'zod';
import { DeskId } from './schema.ts';

/** A received webhook, as far as it is read: which record to look at again. */
export type ReadWebhook =
  | {
      ok: true;
      entity: 'conversation' | 'customer' | 'other';
      /** 0 for an event of another kind that names none, such as `helpscout.test`. */
      id: number;
      event: string;
    }
  | { ok: false; reason: string };

/**
 * Checks the signature of a webhook over its bytes as they came (helpscout.md 3: `X-HelpScout-Signature`, base64 of
 * HMAC-SHA1; parsed and written again the same body would have another one). Takes the same time wherever texts differ.
 */
export function checkSignature(rawBody: Buffer, header: string | undefined, secret: string): boolean {
  return isSigned(rawBody, header, secret);
}

/** Whether `signature` is the base64 HMAC-SHA1 of `signed`; never with an empty secret. */
export function isSigned(signed: Buffer | string, signature: string | undefined, secret: string): boolean {
  const expected = createHmac('sha1', secret).update(signed).digest('base64');
  // As text, not as bytes: a truncated or padded base64 could decode to the same.
  const isSame = timingSafeEqual(digestOf(expected), digestOf(signature ?? ''));
  return isSame && secret !== '';
}

const WithId = z.object({ id: DeskId });

/**
 * Reads a webhook as far as needed to know what changed: the event is in the header `X-HelpScout-Event`, the body is
 * the resource itself, of a deleted one the id alone (helpscout.md 3). Never throws.
 *
 * @returns in one sentence why this is no webhook, when it is none
 */
export function readWebhook(event: string | undefined, rawBody: Buffer): ReadWebhook {
  if (!event || !/^[a-z][\w.-]{1,79}$/.test(event)) return refused('no event in X-HelpScout-Event');
  const entity = entityOf(event);
  const body = parsedJson(rawBody);
  if (body === undefined) return refused('the body is not JSON');
  const { data } = WithId.safeParse(body);
  if (!data && entity !== 'other') return refused('the body names no id');
  return { ok: true, entity, id: data?.id ?? 0, event };
}

function entityOf(event: string): 'conversation' | 'customer' | 'other' {
  if (event.startsWith('convo.')) return 'conversation';
  return event.startsWith('customer.') ? 'customer' : 'other';
}

function refused(why: string): ReadWebhook {
  return { ok: false, reason: `Not a Help Scout webhook: ${why}.` };
}

function parsedJson(rawBody: Buffer): unknown {
  try {
    return JSON.parse(rawBody.toString('utf8'));
  } catch {
    return undefined;
  }
}

function digestOf(text: string): Buffer {
  return createHash('sha256').update(text, 'utf8').digest();
}
