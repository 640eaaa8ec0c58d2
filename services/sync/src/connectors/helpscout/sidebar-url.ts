import { isSigned } from './webhook.ts';

/** Who opened the sidebar and where, as Help Scout signed it; it never expires (helpscout.md 4.2). */
export type ReadSidebarUrl =
  | {
      ok: true;
      conversationId: number | null;
      customerId: number | null;
      mailboxId: number | null;
      userId: number;
    }
  | { ok: false };

const signatureName = 'X-HelpScout-Signature';
/**
 * What an operator may put into the callback URL: Help Scout does not sign these (helpscout.md 4.2). Every other
 * parameter counts as Help Scout's, known to us or not: one that it adds some day is signed, one that a stranger adds
 * is not.
 */
const ownNames = new Set(['lang']);
const lengthMax = 4_096;

/**
 * Checks the URL that the sidebar's frame was opened with, and reads it: HMAC-SHA1 over the query in its order of
 * arrival without the signature, as one JSON object as PHP writes it (helpscout.md 4.2). Never throws.
 *
 * @param url whole or from its path on; the signature may hold `+` or `%2B`
 */
export function readSidebarUrl(url: string, secret: string): ReadSidebarUrl {
  const given = parametersOf(url);
  if (!given) return { ok: false };
  const signature = given.find(({ name }) => name === signatureName)?.value;
  const signed = given.filter(({ name }) => name !== signatureName && !ownNames.has(name));
  if (!isSigned(phpJson(signed), signature, secret)) return { ok: false };
  const idOf = (wanted: string) => readId(signed.find(({ name }) => name === wanted)?.value);
  const userId = idOf('user-id');
  if (userId === null) return { ok: false };
  return {
    ok: true,
    conversationId: idOf('conversation-id'),
    customerId: idOf('customer-id'),
    mailboxId: idOf('mailbox-id'),
    userId,
  };
}

interface Parameter {
  name: string;
  value: string;
}

/** In order of arrival; null when a name comes twice, or something cannot be read in one way only. */
function parametersOf(url: string): Parameter[] | null {
  if (url.length > lengthMax) return null;
  const query = /^[^?#]*\?([^#]*)/.exec(url)?.[1] ?? '';
  const parameters: Parameter[] = [];
  for (const part of query.split('&')) {
    const parameter = parameterOf(part);
    if (!parameter || parameters.some(({ name }) => name === parameter.name)) return null;
    parameters.push(parameter);
  }
  return parameters;
}

/** A plus is a space as PHP reads it, but in the signature it is base64's own (helpscout.md 4.2). */
function parameterOf(part: string): Parameter | null {
  const [, rawName, rawValue] = /^([\w-]+)=(.*)$/.exec(part) ?? [];
  if (rawName === undefined || rawValue === undefined) return null;
  try {
    const value = rawName === signatureName ? rawValue : rawValue.replaceAll('+', ' ');
    return { name: rawName, value: decodeURIComponent(value) };
  } catch {
    return null;
  }
}

/** Built from the list: a JavaScript object would put names that look like numbers first. */
function phpJson(parameters: readonly Parameter[]): string {
  return `{${parameters.map(({ name, value }) => `${phpText(name)}:${phpText(value)}`).join(',')}}`;
}

/** `/` and everything beyond ASCII are escaped, by UTF-16 unit in lower-case hex. */
function phpText(text: string): string {
  return JSON.stringify(text)
    .replaceAll('/', '\\/')
    .replace(/[\u0080-\uFFFF]/g, (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`);
}

function readId(value: string | undefined): number | null {
  return value !== undefined && /^[1-9]\d{0,14}$/.test(value) ? Number(value) : null;
}
