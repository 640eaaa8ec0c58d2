import type { MrkdwnElement, PlainTextElement } from '@slack/types';

const graphemes = new Intl.Segmenter('fr', { granularity: 'grapheme' });
const rightToLeft = /[\u0590-\u08ff\u200f\ufb1d-\ufdff\ufe70-\ufefe\u{10800}-\u{10fff}\u{1e800}-\u{1efff}]/u;
/** Control characters, and the marks by which a text could turn the line around it. */
const unwanted = /[\p{Cc}\u202a-\u202e\u2066-\u2069\ufeff]/gu;
const entities: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;' };
const [isolateStart, isolateEnd] = ['\u2068', '\u2069'];
/** Signs that look the same and mean nothing to Slack: it has no way to escape these. */
const lookAlikes: Record<string, string> = { '*': '\u2217', _: '\u02cd', '~': '\u223c', '`': '\u02cb' };

/** Escapes what Slack reads as markup (slack.md 8): no text of the outside pings anybody or becomes a link. */
export function escapeText(text: string): string {
  return text.replace(/[&<>]/g, (sign) => entities[sign] ?? sign);
}

/** The start of a text that takes at most `limit` UTF-16 units once escaped; cut between whole characters, with "…". */
export function cut(text: string, limit: number): string {
  if (escapeText(text).length <= limit) return text;
  let kept = '';
  let length = 1;
  for (const { segment } of graphemes.segment(text)) {
    length += escapeText(segment).length;
    if (length > limit) break;
    kept += segment;
  }
  return `${kept.trimEnd()}…`;
}

/** A text of ours, or one of the outside that is escaped already. */
export function ownPlain(text: string): PlainTextElement {
  return { type: 'plain_text', text, emoji: false };
}

/** A text of the outside on one line, without markup or emoji names; "–" when nothing is left of it. */
export function outsidePlain(text: string, limit: number): PlainTextElement {
  return ownPlain(escapeText(cut(oneLine(text), limit)) || '–');
}

/** A text of the outside with its lines. */
export function outsideLines(text: string, limit: number): PlainTextElement {
  return ownPlain(escapeText(cut(clean(text).trim(), limit)) || '–');
}

/** Markup of ours; `verbatim`, so that Slack links nothing else in it (slack.md 8). */
export function mrkdwn(text: string): MrkdwnElement {
  return { type: 'mrkdwn', text, verbatim: true };
}

/** A text of the outside on one line inside markup of ours, of at most `limit` units as it is sent. */
export function outside(text: string, limit: number): string {
  return isolated(oneLine(text), limit);
}

/** A text of the outside as a quotation: each of its first 20 lines marked, without empty ones. */
export function quoted(text: string, limit: number): string {
  const lines = clean(text).split('\n');
  const written = lines.filter((line) => line.trim() !== '').slice(0, 20);
  return isolated(written.join('\n'), limit).replace(/^/gm, '&gt; ');
}

/** An address that can be written to, when it is one that needs no escaping; else as any text of the outside. */
export function emailLink(email: string, limit: number): string {
  const isPlain = /^[\w.+-]+@[\w-]+(?:\.[\w-]+)+$/.test(email) && email.length * 2 + 10 <= limit;
  return isPlain ? `<mailto:${email}|${email}>` : outside(email, limit);
}

/** A link, or the words alone when the address is none of the web's; a bar sets the words off from the address. */
export function link(url: string, words: string): string {
  if (!isWebUrl(url)) return words;
  return `<${escapeText(new URL(url).href).replaceAll('|', '%7C')}|${words.replaceAll('|', '\u2223')}>`;
}

/** Whether Slack takes it as the address of a button or link. */
export function isWebUrl(url: string): boolean {
  return url.length <= 2000 && URL.canParse(url) && /^https?:$/.test(new URL(url).protocol);
}

/** Mentions of people and groups as they are (`<@U…>`, `<!subteam^S…>`); everything else is a text of the outside. */
export function mentions(text: string, limit: number): string {
  const parts = text.split(/(<(?:@[UW][A-Z0-9]+|!subteam\^S[A-Z0-9]+)>)/);
  const isMention = (part: string) => /^<[@!]/.test(part) && part.endsWith('>');
  const whole = parts.map((part, place) => (place % 2 === 1 && isMention(part) ? part : spaced(part, limit)));
  return whole.join('').trim();
}

function spaced(part: string, limit: number): string {
  const [before, after] = [/^\s/.test(part) ? ' ' : '', /\s$/.test(part) ? ' ' : ''];
  return part.trim() === '' ? before : `${before}${outside(part, limit)}${after}`;
}

function isolated(text: string, limit: number): string {
  const isolates = rightToLeft.test(text);
  const written = withoutMarkup(escapeText(cut(text, isolates ? limit - 2 : limit)));
  return isolates ? `${isolateStart}${written}${isolateEnd}` : written;
}

/** Replaces what would make bold, struck, coded or quoted words or emoji of it; an underscore inside a word stays. */
function withoutMarkup(text: string): string {
  return text
    .replace(/^(?:&gt;)+/gm, (signs) => '\u203a'.repeat(signs.length / 4))
    .replace(/[*~`]|(?<![\p{L}\p{N}])_|_(?![\p{L}\p{N}])/gu, (sign) => lookAlikes[sign] ?? sign)
    .replace(/(?<![\p{L}\p{N}]):(?=[a-z0-9+][a-z0-9_+'-]*:)/gu, '\ua789');
}

function oneLine(text: string): string {
  return clean(text).replace(/\s+/g, ' ').trim();
}

/** Half surrogate pairs are mended too: Slack's JSON does not take them. */
function clean(text: string): string {
  return text
    .toWellFormed()
    .replace(/\r\n?/g, '\n')
    .replace(unwanted, (sign) => (sign === '\n' || sign === '\t' ? sign : ''));
}
