import { createHash, randomBytes } from 'node:crypto';

/** The secret in the address of a requester's page: 256 random bits, made with the form. We keep its digest alone. */
export function newSecret(): string {
  return randomBytes(32).toString('base64url');
}

/** A text that may be such a secret; undefined for anything else. */
export function secretOf(text: string): string | undefined {
  return /^[\w-]{43}$/.test(text) ? text : undefined;
}

/** What stands for a text where the text itself must not be kept. */
export function digestOf(text: string): string {
  return createHash('sha256').update(text, 'utf8').digest('base64url');
}
