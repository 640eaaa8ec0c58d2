import { type Html, html } from '../html.ts';

const entities: Record<string, string> = {
  amp: '&',
  lt: '<',
  gt: '>',
  quot: '"',
  apos: "'",
  nbsp: ' ',
  laquo: '«',
  raquo: '»',
  eacute: 'é',
  egrave: 'è',
  agrave: 'à',
};
const lineEnds = /<(?:br|\/p|\/div|\/li|\/tr|\/h[1-6]|\/blockquote)\b[^>]*>/gi;

/** The text of a thread's or a saved reply's HTML; a link is its words and, in brackets, its address. */
export function bodyText(body: string): string {
  const spaced = body
    .replace(/<(script|style)\b[\s\S]*?<\/\1\s*>/gi, '')
    .replace(/\s+/g, ' ')
    .replace(/<a\b[^>]*?\bhref\s*=\s*(["'])(.*?)\1[^>]*>(.*?)<\/a\s*>/gi, linkText)
    .replace(/<li\b[^>]*>/gi, '• ')
    .replace(lineEnds, '\n')
    .replace(/<[^>]*>/g, '');
  return decoded(spaced)
    .replace(/ *\n */g, '\n')
    .replace(/\n{3,}/g, '\n\n')
    .trim();
}

/** The text with its addresses as links that open apart. */
export function linked(text: string): Html[] {
  return text
    .split(/(https?:\/\/[^\s<>"']*[^\s<>"'.,;:!?)\]»])/)
    .map((part, index) =>
      index % 2 === 1
        ? html`<a href="${part}" target="_blank" rel="noopener noreferrer">${part}</a>`
        : html`${part}`,
    );
}

/** HTML of what somebody typed, as Help Scout's editor makes it. */
export function bodyOf(text: string): string {
  return html`${linked(text.replace(/\r\n?/g, '\n'))}`.markup.replaceAll('\n', '<br />');
}

function linkText(_link: string, _quote: string, href: string, words: string): string {
  return words.replace(/<[^>]*>/g, '').trim() === href.trim() ? href : `${words} (${href})`;
}

function decoded(text: string): string {
  return text.replace(/&(?:#(\d+)|#x([\da-f]+)|(\w+));/gi, (all, decimal, hex, name) => {
    if (name) return entities[name.toLowerCase()] ?? all;
    const code = decimal ? Number(decimal) : Number.parseInt(hex, 16);
    return code <= 0x10ffff ? String.fromCodePoint(code) : all;
  });
}
