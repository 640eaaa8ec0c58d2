import type { SavedView, ViewQuery } from '#core/contract/saved-views.ts';
import { filters, type PageState, queryOf } from './view-model.ts';

/** What a view of the list keeps of the page: everything but the page number. */
export function viewQueryOf(state: PageState): ViewQuery {
  const { steps, text, source, owner } = queryOf(state);
  return {
    steps: [...steps],
    q: text,
    sort: state.sort,
    direction: state.direction,
    ...(source !== undefined && { source }),
    ...(owner !== undefined && { owner }),
  };
}

/** The page as a view shows it, from its first page on; steps that are no filter of ours show all of them. */
export function stateOfView({ query }: Pick<SavedView, 'query'>): PageState {
  const base = { text: query.q, sort: query.sort, direction: query.direction };
  const narrowed = { source: query.source ?? '', owner: query.owner ?? null, trail: [] };
  const same = filters.find((filter) => {
    const { steps } = queryOf({ ...base, ...narrowed, filter });
    return isSameSet(steps, query.steps);
  });
  return { ...base, ...narrowed, filter: same ?? 'all' };
}

/** The view that shows just what the page shows, if any. */
export function viewShown(views: readonly SavedView[], state: PageState): SavedView | null {
  const shown = comparable(state);
  return views.find((view) => comparable(stateOfView(view)) === shown) ?? null;
}

function comparable({ filter, text, sort, direction, source, owner }: PageState): string {
  return JSON.stringify([filter, text.trim(), sort, direction, source, owner]);
}

function isSameSet(some: readonly string[], others: readonly string[]): boolean {
  return some.length === others.length && some.every((one) => others.includes(one));
}
