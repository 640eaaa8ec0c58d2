import type { Answer } from '../service/answer.ts';
import { selectionMax } from './selection.ts';

interface Page<Item> {
  items: Item[];
  nextCursor: string | null;
}

/** How many a page holds when all are wanted. */
export const fullPageLimit = 100;

/** What stands on all pages of a list, as many as one decision may be about; `read` asks for the page at a cursor. */
export async function everyPage<Item>(
  read: (cursor: string | null) => Promise<Answer<Page<Item>>>,
): Promise<Answer<Item[]>> {
  const items: Item[] = [];
  let cursor: string | null = null;
  do {
    const page: Answer<Page<Item>> = await read(cursor);
    if (!page.ok) return page;
    items.push(...page.value.items);
    cursor = page.value.nextCursor;
  } while (cursor !== null && items.length < selectionMax);
  return { ok: true, value: items };
}
