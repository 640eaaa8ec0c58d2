import type { RequestView } from '#core/contract/request-view.ts';

/** The most requests that one decision may be about. */
export const selectionMax = 500;

/** The requests chosen for a decision, by id, as they were last seen; and where a range begins. */
export interface Selection {
  chosen: ReadonlyMap<string, RequestView>;
  anchorId: string | null;
}

export const nothingChosen: Selection = { chosen: new Map(), anchorId: null };

/**
 * The selection after a click on one row; with `extends` everything from the former click's row to this one, in the
 * order on screen, becomes as this row becomes.
 */
export function withToggled(
  { chosen, anchorId }: Selection,
  items: readonly RequestView[],
  id: string,
  isRange: boolean,
): Selection {
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
export function withPage(selection: Selection, items: readonly RequestView[]): Selection {
  const isWhole = pageMark(selection, items) === 'all';
  return { chosen: changed(selection.chosen, items, !isWhole), anchorId: null };
}

/** The selection with more requests in. */
export function withAll(selection: Selection, items: readonly RequestView[]): Selection {
  return { chosen: changed(selection.chosen, items, true), anchorId: null };
}

/** How much of a page is chosen. */
export function pageMark({ chosen }: Selection, items: readonly RequestView[]): 'none' | 'some' | 'all' {
  const count = items.filter(({ id }) => chosen.has(id)).length;
  if (count === 0) return 'none';
  return count === items.length ? 'all' : 'some';
}

/** The chosen requests, with the facts that a newer list brought. */
export function refreshed(selection: Selection, items: readonly RequestView[]): RequestView[] {
  const fresh = new Map(items.map((item) => [item.id, item]));
  return [...selection.chosen.values()].map((item) => fresh.get(item.id) ?? item);
}

function changed(
  chosen: Selection['chosen'],
  items: readonly RequestView[],
  isIn: boolean,
): ReadonlyMap<string, RequestView> {
  const next = new Map(chosen);
  for (const item of items) {
    if (!isIn) next.delete(item.id);
    else if (next.size < selectionMax) next.set(item.id, item);
  }
  return next;
}
