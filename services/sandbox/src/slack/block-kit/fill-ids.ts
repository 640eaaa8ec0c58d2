import type { KnownBlock } from '@slack/types';
import { secretWord } from '../ids.ts';

/** Kinds of elements that somebody can act on, and that therefore carry an action_id. */
const inert = new Set(['image', 'plain_text', 'mrkdwn']);

/**
 * The blocks as Slack keeps them: a block_id and action_ids where the app gave none.
 * @param blocks checked by the schemas of this folder
 */
export function withIds(blocks: readonly object[]): KnownBlock[] {
  // The schemas are stricter than the published types: what passed them is a known block.
  return blocks.map((block) => withBlockId(structuredClone(block))) as KnownBlock[];
}

function withBlockId(block: object): object {
  const fields = new Map<string, unknown>(Object.entries(block));
  if (!fields.get('block_id')) fields.set('block_id', shortWord());
  for (const place of ['elements', 'element', 'accessory']) {
    const inner = fields.get(place);
    if (Array.isArray(inner)) fields.set(place, inner.map(withActionId));
    else if (inner !== undefined) fields.set(place, withActionId(inner));
  }
  return Object.fromEntries(fields);
}

function withActionId(element: unknown): unknown {
  if (typeof element !== 'object' || element === null || !('type' in element)) return element;
  if (inert.has(String(element.type)) || String(element.type).startsWith('rich_text')) return element;
  return 'action_id' in element && element.action_id ? element : { ...element, action_id: shortWord() };
}

/** Like the five characters Slack makes up. */
function shortWord(): string {
  return secretWord(4).slice(0, 5);
}
