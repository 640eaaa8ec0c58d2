const named: Record<string, string> = {
  amp: '&',
  lt: '<',
  gt: '>',
  quot: '"',
  apos: "'",
  nbsp: '\u00a0',
  agrave: 'à',
  acirc: 'â',
  ccedil: 'ç',
  eacute: 'é',
  egrave: 'è',
  ecirc: 'ê',
  euml: 'ë',
  icirc: 'î',
  iuml: 'ï',
  ocirc: 'ô',
  oelig: 'œ',
  ucirc: 'û',
  ugrave: 'ù',
  laquo: '«',
  raquo: '»',
  lsquo: '‘',
  rsquo: '’',
  hellip: '…',
  ndash: '–',
  mdash: '—',
  euro: '€',
};

const tag = /<(\/?)([a-z][a-z0-9]*)\b([^<>]*)>|<!--[^<>]*-->/gi;
const silent = new Set(['style', 'script', 'head']);
const blocks = new Set([
  'p',
  'div',
  'ul',
  'ol',
  'h1',
  'h2',
  'h3',
  'h4',
  'h5',
  'h6',
  'blockquote',
  'tr',
  'table',
]);

/**
 * What a mail's HTML says, as text to be read: lines where it has lines, addresses beside the words they hide behind.
 * Time grows with the length alone.
 */
export function textOfHtml(html: string): string {
  const said: string[] = [];
  let link = { href: '', from: 0 };
  for (const { text, name, isEnd, attributes } of heardParts(html)) {
    said.push(decoded(text.replace(/\s+/g, ' ')));
    if (name !== 'a') {
      said.push(breakAt(name, isEnd));
      continue;
    }
    if (isEnd) said.push(addressBeside(link.href, said.slice(link.from).join('')));
    link = { href: isEnd ? '' : hrefOf(attributes), from: said.length };
  }
  const lines = said.join('').split('\n');
  return lines
    .map((line) => line.trim())
    .join('\n')
    .replace(/\n{3,}/g, '\n\n')
    .trim();
}

/** A text, and the tag it ends at; at the end of all, none. */
interface Part {
  text: string;
  name: string;
  isEnd: boolean;
  attributes: string;
}

function* heardParts(html: string): Generator<Part> {
  let readTo = 0;
  let silentIn: string | null = null;
  for (const found of html.matchAll(tag)) {
    const [whole, slash, rawName = '', attributes = ''] = found;
    const name = rawName.toLowerCase();
    const isEnd = slash === '/';
    const text = html.slice(readTo, found.index);
    readTo = found.index + whole.length;
    if (silentIn === null) yield { text, name, isEnd, attributes };
    if (silent.has(name)) silentIn = isEnd ? null : (silentIn ?? name);
  }
  if (silentIn === null) yield { text: html.slice(readTo), name: '', isEnd: false, attributes: '' };
}

function breakAt(name: string, isEnd: boolean): string {
  if (name === 'br') return '\n';
  if (name === 'li') return isEnd ? '' : '\n- ';
  return isEnd && blocks.has(name) ? '\n\n' : '';
}

function hrefOf(attributes: string): string {
  return decoded(/\bhref\s*=\s*["']([^"']*)["']/i.exec(attributes)?.[1] ?? '');
}

function addressBeside(href: string, words: string): string {
  return href === '' || words.includes(href) ? '' : ` (${href})`;
}

function decoded(text: string): string {
  return text.replace(/&(?:#(\d{1,7})|#x([\da-f]{1,6})|(\w{2,8}));/gi, (whole, ten, sixteen, name) => {
    if (name) return named[String(name).toLowerCase()] ?? whole;
    const code = ten ? Number.parseInt(ten, 10) : Number.parseInt(sixteen, 16);
    return code > 0 && code <= 0x10ffff ? String.fromCodePoint(code) : whole;
  });
}
