import { createHmac } from 'node:crypto';
import { phpJsonOfPairs } from './php-json.ts';

/** Base64 of HMAC-SHA1 over the bytes of a body (helpscout.md 3): `{"id":123}` with `asdfasdf` gives `7S2+kN8bZsrdAEADJ+yYfWWsf/4=`. */
export function bodySignature(body: string, secret: string): string {
  return createHmac('sha1', secret).update(body).digest('base64');
}

/** The signature of a sidebar's query (helpscout.md 4.2): over its parameters in their order, as one JSON object of texts. */
export function querySignature(parameters: readonly (readonly [string, string])[], secret: string): string {
  return bodySignature(phpJsonOfPairs(parameters), secret);
}
