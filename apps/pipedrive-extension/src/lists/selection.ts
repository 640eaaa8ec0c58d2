/** The most things that one decision may be about. */
export const selectionMax = 500;

interface Identified {
  id: string;
}

/** What is chosen for a decision, by id, as it was last seen; and where a range begins. */
export interface Selection<Item extends Identified = Identified> {
  chosen: ReadonlyMap<string, Item>;
  anchorId: string | null;
}

export const nothingChosen: Selection<never> = { chosen: new Map<string, never>(), anchorId: null };

/**
 * The selection after a click on one row; with `isRange` everything from the former click's row to this one, in the
 * order on screen, becomes as this row becomes.
 */
export function withToggled<Item extends Identified>(
  { chosen, anchorId }: Selection<Item>,
  items: readonly Item[],
  id: string,
  isRange: boolean,
): Selection<Item> {
  const becomesChosen = !chosen.has(id);
  const [from, to] = [
    items.findIndex((item) => item.id === anchorId),
    items.findIndex((item) => item.id === id),
  ];
  const start = isRange && from !== -1 ? Math.min(from, to) : to;
  const end = isRange && from !== -1 ? Math.max(from, to) : to;
  return { chosen: changed(chosen, items.slice(start, end + 1), becomesChosen), anchorId: id };
}

/** The selection after the header's box: the whole page in, or out when all of it was in. */
export function withPage<Item extends Identified>(
  selection: Selection<Item>,
  items: readonly Item[],
): Selection<Item> {
  const isWhole = pageMark(selection, items) === 'all';
  return { chosen: changed(selection.chosen, items, !isWhole), anchorId: null };
}

/** The selection with more in. */
export function withAll<Item extends Identified>(
  selection: Selection<Item>,
  items: readonly Item[],
): Selection<Item> {
  return { chosen: changed(selection.chosen, items, true), anchorId: null };
}

/** How much of a page is chosen. */
export function pageMark({ chosen }: Selection, items: readonly Identified[]): 'none' | 'some' | 'all' {
  const count = items.filter(({ id }) => chosen.has(id)).length;
  if (count === 0) return 'none';
  return count === items.length ? 'all' : 'some';
}

/** What is chosen, with the facts that a newer list brought. */
export function refreshed<Item extends Identified>(
  selection: Selection<Item>,
  items: readonly Item[],
): Item[] {
  const fresh = new Map(items.map((item) => [item.id, item]));
  return [...selection.chosen.values()].map((item) => fresh.get(item.id) ?? item);
}

function changed<Item extends Identified>(
  chosen: ReadonlyMap<string, Item>,
  items: readonly Item[],
  isIn: boolean,
): ReadonlyMap<string, Item> {
  const next = new Map(chosen);
  for (const item of items) {
    if (!isIn) next.delete(item.id);
    else if (next.size < selectionMax) next.set(item.id, item);
  }
  return next;
}
