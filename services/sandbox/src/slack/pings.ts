/** What Slack reads as a call to somebody in text that means to be formatted (formatting-message-text). */
const marked = /<(?:!(channel|here|everyone)|!subteam\^([A-Z0-9]+)|@([UW][A-Z0-9]+))(?:\|[^<>]*)?>/g;
/** Read as well where the app did not say `verbatim`. */
const bare = /(?<![\w@.])@(channel|here|everyone)\b/g;

/**
 * Whom a text calls: ids of people, `channel`, `here`, `everyone`, `subteam:S…`.
 * @param readsBare whether `@here` counts without its brackets
 */
export function pingsOfText(text: string, readsBare: boolean): string[] {
  const found = [...text.matchAll(marked)].map(
    ([, everybody, group, person]) => everybody ?? person ?? `subteam:${group}`,
  );
  if (readsBare) found.push(...[...text.matchAll(bare)].map(([, word = '']) => word));
  return found;
}

/** Whom the formatted texts in blocks call; plain text calls nobody. */
export function pingsOfBlocks(blocks: unknown): string[] {
  if (Array.isArray(blocks)) return blocks.flatMap(pingsOfBlocks);
  if (typeof blocks !== 'object' || blocks === null) return [];
  const fields = new Map<string, unknown>(Object.entries(blocks));
  const [type, text] = [fields.get('type'), fields.get('text')];
  if (typeof text === 'string' && (type === 'mrkdwn' || type === 'markdown')) {
    return pingsOfText(text, fields.get('verbatim') !== true);
  }
  return [...fields.values()].flatMap(pingsOfBlocks);
}

/** All of a message, each once. `readsBare`: sent with link_names or parse=full. */
export function pingsOf(text: string, blocks: unknown, readsBare = false): string[] {
  return [...new Set([...pingsOfText(text, readsBare), ...pingsOfBlocks(blocks)])];
}
