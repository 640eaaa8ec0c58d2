import {
  createHash,
  createHmac,
  createSecretKey,
  hkdfSync,
  type KeyObject,
  timingSafeEqual,
} from 'node:crypto';
import * as z from 'zod';
import type { RequestView } from '#core/contract/request-view.ts';

/** What a button of a message, a modal or a Home stands for. */
export interface ButtonValue {
  requestId: string;
  /** Which picture of the request the person had before them (`seenOf`). */
  seen: string;
  /** For the button that tries an effect again. */
  effectId?: string;
}

const version = 'b1';
const macLength = 32;
const Id = z.uuid();

/** The key of button values: of the service's own, so that no other secret of it can be worked out from a button. */
export function buttonKey(serviceKey: Uint8Array): Buffer {
  return Buffer.from(hkdfSync('sha256', serviceKey, '', 'passerelle button value', 32));
}

/** The same for each key of the service: the first one signs, all of them read. */
export function buttonKeysOf([newest, ...older]: readonly [Uint8Array, ...Uint8Array[]]): [
  Buffer,
  ...Buffer[],
] {
  return [buttonKey(newest), ...older.map(buttonKey)];
}

/**
 * The value of a button, some 120 characters of a button's 2 000 (slack.md 8). Nobody can make one for another
 * request: it is signed.
 */
export function sealValue(key: Uint8Array, { requestId, seen, effectId }: ButtonValue): string {
  const content = [version, requestId, seen, effectId ?? ''].join('.');
  return `${content}.${macOf(key, content)}`;
}

/** What a value of ours stands for; undefined when it is not ours, or was altered. */
export function readValue(key: Uint8Array, text: string): ButtonValue | undefined {
  const [named, requestId = '', seen = '', effectId = '', mac = '', ...rest] = text.split('.');
  if (named !== version || rest.length > 0) return undefined;
  const expected = macOf(key, [version, requestId, seen, effectId].join('.'));
  if (!sameText(mac, expected) || !Id.safeParse(requestId).success) return undefined;
  return { requestId, seen, ...(effectId !== '' && { effectId }) };
}

/**
 * A short name of the picture of a request: another one once somebody decided, proposed or took something back. That
 * the service carries a decision out does not change what there is to decide.
 */
export function seenOf({
  step,
  decidedAt,
  proposal,
}: Pick<RequestView, 'step' | 'decidedAt'> & { proposal: { at: string } | null }): string {
  const picture = JSON.stringify([standing[step] ?? step, decidedAt, proposal?.at ?? null]);
  return createHash('sha256').update(picture).digest('base64url').slice(0, 12);
}

const standing: Partial<Record<RequestView['step'], string>> = { accepting: 'accepted', refusing: 'refused' };

/** Bytes are made a key once: a Home has dozens of buttons, and Node takes longer over that than over the MAC. */
const secrets = new WeakMap<Uint8Array, KeyObject>();

function macOf(key: Uint8Array, content: string): string {
  const secret = secrets.get(key) ?? createSecretKey(key);
  secrets.set(key, secret);
  return createHmac('sha256', secret).update(content).digest('base64url').slice(0, macLength);
}

function sameText(given: string, expected: string): boolean {
  const [a, b] = [Buffer.from(given), Buffer.from(expected)];
  return a.length === b.length && timingSafeEqual(a, b);
}
