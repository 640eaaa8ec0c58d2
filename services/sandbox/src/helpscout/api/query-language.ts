import { HelpscoutError } from './helpscout-error.ts';

/** What a search asks, as a tree (helpscout.md 2.2). */
export type Query =
  | { kind: 'and' | 'or'; parts: Query[] }
  | { kind: 'not'; part: Query }
  | { kind: 'term'; field: string; value: string }
  | { kind: 'range'; field: string; from: string; to: string };

const token =
  /\s*(?:(\(|\))|(\w+):(?:"((?:[^"\\]|\\.)*)"|\[\s*(\S+)\s+TO\s+(\S+?)\s*\]|([^\s()"]+))|(AND|OR|NOT)\b)/y;

type Token = '(' | ')' | 'AND' | 'OR' | 'NOT' | Extract<Query, { kind: 'term' | 'range' }>;

/** Reads `(email:"x@y" AND NOT tag:"z")`. The whole must stand in parentheses. @throws HelpscoutError 400 */
export function parseQuery(text: string): Query {
  const tokens = tokensOf(text);
  if (tokens[0] !== '(') throw refused(text);
  const [query, rest] = readOr(tokens, text);
  if (rest.length > 0) throw refused(text);
  return query;
}

function tokensOf(text: string): Token[] {
  const tokens: Token[] = [];
  let at = 0;
  while (text.slice(at).trim() !== '') {
    token.lastIndex = at;
    const found = token.exec(text);
    if (!found) throw refused(text);
    tokens.push(tokenOf(found));
    at = token.lastIndex;
  }
  return tokens;
}

function tokenOf([, bracket, field = '', quoted, from, to, bare, word]: RegExpExecArray): Token {
  if (bracket === '(' || bracket === ')') return bracket;
  if (word === 'AND' || word === 'OR' || word === 'NOT') return word;
  if (from !== undefined && to !== undefined) return { kind: 'range', field, from, to };
  return { kind: 'term', field, value: quoted?.replace(/\\(.)/g, '$1') ?? bare ?? '' };
}

type Read = [Query, Token[]];

function readOr(tokens: Token[], text: string): Read {
  return readList(tokens, text, 'OR', readAnd);
}

function readAnd(tokens: Token[], text: string): Read {
  return readList(tokens, text, 'AND', readOne);
}

function readList(
  tokens: Token[],
  text: string,
  word: 'AND' | 'OR',
  readPart: (tokens: Token[], text: string) => Read,
): Read {
  let [part, rest] = readPart(tokens, text);
  const parts = [part];
  while (rest[0] === word) {
    [part, rest] = readPart(rest.slice(1), text);
    parts.push(part);
  }
  return [parts.length === 1 ? part : { kind: word === 'AND' ? 'and' : 'or', parts }, rest];
}

function readOne([first, ...rest]: Token[], text: string): Read {
  if (first === 'NOT') {
    const [part, after] = readOne(rest, text);
    return [{ kind: 'not', part }, after];
  }
  if (first === '(') {
    const [inner, after] = readOr(rest, text);
    if (after[0] !== ')') throw refused(text);
    return [inner, after.slice(1)];
  }
  if (typeof first === 'object') return [first, rest];
  throw refused(text);
}

function refused(text: string): HelpscoutError {
  return HelpscoutError.invalid('query', 'cannot be parsed', text);
}
