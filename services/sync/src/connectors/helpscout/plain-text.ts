const named: Record<string, string> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'", nbsp: ' ' };
/** What stands between these is no text; an end that never comes takes the rest with it, as in a browser. */
const silent = [
  { from: /<!--/g, until: /-->/g },
  { from: /<style\b/gi, until: /<\/style[^<>]*>?/gi },
  { from: /<script\b/gi, until: /<\/script[^<>]*>?/gi },
];
const lineEnds = /<(?:br|\/p|\/div|\/li|\/tr|\/h[1-6]|\/blockquote)\b[^<>]*>/gi;

/**
 * The text of an HTML body, to compare and to show: line by line, without tags, its entities resolved. Time grows with
 * the length alone, whatever somebody sends.
 */
export function plainTextOf(html: string): string {
  const heard = silent.reduce((text, { from, until }) => withoutParts(text, from, until), html);
  const text = heard
    .replace(/[\r\n\t]+/g, ' ')
    .replace(lineEnds, '\n')
    .replace(/<\/?[a-z][^<>]*>/gi, '');
  return resolved(text)
    .split('\n')
    .map((line) => line.replace(/[ \u00A0]+/g, ' ').trim())
    .join('\n')
    .replace(/\n{3,}/g, '\n\n')
    .trim();
}

function withoutParts(text: string, from: RegExp, until: RegExp): string {
  const kept: string[] = [];
  let at = 0;
  for (const { index } of text.matchAll(from)) {
    if (index < at) continue;
    kept.push(text.slice(at, index));
    until.lastIndex = index;
    const end = until.exec(text);
    if (!end) return kept.join('');
    at = end.index + end[0].length;
  }
  return [...kept, text.slice(at)].join('');
}

function resolved(text: string): string {
  return text.replace(/&(?:#(\d{1,7})|#x([\da-f]{1,6})|([a-z]{2,6}));/gi, (whole, decimal, hex, name) => {
    if (name !== undefined) return named[String(name).toLowerCase()] ?? whole;
    const code = decimal === undefined ? Number.parseInt(hex, 16) : Number(decimal);
    return code > 0 && code <= 0x10ffff ? String.fromCodePoint(code) : whole;
  });
}
