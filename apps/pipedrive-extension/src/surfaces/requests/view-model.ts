import type { RequestPage, Step } from '#core/contract/request-view.ts';
import type { RequestSort, SortDirection } from '#core/contract/saved-views.ts';
import type { RequestQuery } from '../../api.ts';
import { newerItems } from '../../lists/newer-items.ts';

/** How many requests a page holds. */
export const pageLimit = 25;

const stepsOf = {
  'to-decide': ['pending', 'awaiting-evidence', 'incomplete'],
  'in-progress': ['accepting', 'refusing'],
  accepted: ['accepted'],
  refused: ['refused'],
  withdrawn: ['withdrawn'],
  all: [],
} as const satisfies Record<string, readonly Step[]>;

export type Filter = keyof typeof stepsOf;

/** The filters in the order they are shown; the first is where the page opens. */
export const filters = Object.keys(stepsOf) as Filter[];

const sorts = [
  'submittedAt',
  'name',
  'organization',
  'step',
  'decidedAt',
] as const satisfies readonly RequestSort[];

/** What the page shows, as its address tells it. */
export interface PageState {
  filter: Filter;
  text: string;
  sort: RequestSort;
  direction: SortDirection;
  /** Only requests that came this way; empty means all. */
  source: string;
  /** Only requests of the persons this staff member holds; null means all. */
  owner: number | null;
  /** The cursors of the pages gone through; the last one is that of the page on screen, none is the first page. */
  trail: readonly string[];
}

/** Reads the page's part of an address; what is missing or unknown is the default. */
export function readAddress(search: string): PageState {
  const query = new URLSearchParams(search);
  const owner = Number(query.get('owner'));
  return {
    filter: filters.find((filter) => filter === query.get('filter')) ?? 'to-decide',
    text: query.get('q') ?? '',
    sort: sorts.find((sort) => sort === query.get('sort')) ?? 'submittedAt',
    direction: query.get('direction') === 'asc' ? 'asc' : 'desc',
    source: query.get('source') ?? '',
    owner: Number.isSafeInteger(owner) && owner > 0 ? owner : null,
    trail: query.getAll('at'),
  };
}

/** Writes the page's part into an address and keeps the host's own parameters. */
export function writeAddress(search: string, state: PageState): string {
  const query = new URLSearchParams(search);
  const written = {
    filter: state.filter === 'to-decide' ? '' : state.filter,
    q: state.text,
    sort: state.sort === 'submittedAt' ? '' : state.sort,
    direction: state.direction === 'desc' ? '' : state.direction,
    source: state.source,
    owner: state.owner === null ? '' : String(state.owner),
  };
  for (const [name, value] of Object.entries(written)) {
    if (value) query.set(name, value);
    else query.delete(name);
  }
  query.delete('at');
  for (const cursor of state.trail) query.append('at', cursor);
  return `?${query}`;
}

/** The question to the service for what the page shows. */
export function queryOf(state: PageState): RequestQuery {
  const { filter, text, sort, direction, source, owner, trail } = state;
  return {
    steps: stepsOf[filter],
    text: text.trim(),
    sort,
    direction,
    ...(source && { source }),
    ...(owner !== null && { owner }),
    cursor: trail.at(-1) ?? null,
    limit: pageLimit,
  };
}

/** The order after a click on a column's header: the other way round, or the way one expects of that column first. */
export function sortedBy(
  { sort, direction }: Pick<PageState, 'sort' | 'direction'>,
  wanted: RequestSort,
): Pick<PageState, 'sort' | 'direction'> {
  const first = wanted === 'submittedAt' || wanted === 'decidedAt' ? 'desc' : 'asc';
  if (sort !== wanted) return { sort: wanted, direction: first };
  return { sort, direction: direction === 'asc' ? 'desc' : 'asc' };
}

/** How many of the requests that the reader may see stand behind a filter. */
export function filterCount(filter: Filter, counts: RequestPage['counts']): number {
  const steps: readonly Step[] =
    stepsOf[filter].length > 0 ? stepsOf[filter] : (Object.keys(counts) as Step[]);
  return steps.reduce((sum, step) => sum + (counts[step] ?? 0), 0);
}

/** The newer of two pages, request by request: an older revision never replaces a newer one. */
export function newerPage(shown: RequestPage | null, arriving: RequestPage): RequestPage {
  return { ...arriving, items: newerItems(shown?.items ?? [], arriving.items) };
}
