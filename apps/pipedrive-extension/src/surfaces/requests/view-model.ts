import type { RequestPage, RequestView, Step } from '#core/contract/request-view.ts';
import type { RequestQuery } from '../../api.ts';

/** How many requests a page holds. */
const pageLimit = 25;

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

/** What the page shows, as its address tells it. */
export interface PageState {
  filter: Filter;
  text: string;
  /** The cursors of the pages gone through; the last one is that of the page on screen, none is the first page. */
  trail: readonly string[];
}

/** Reads the page's part of an address; what is missing or unknown is the default. */
export function readAddress(search: string): PageState {
  const query = new URLSearchParams(search);
  const named = filters.find((filter) => filter === query.get('filter'));
  return { filter: named ?? 'to-decide', text: query.get('q') ?? '', trail: query.getAll('at') };
}

/** Writes the page's part into an address and keeps the host's own parameters. */
export function writeAddress(search: string, { filter, text, trail }: PageState): string {
  const query = new URLSearchParams(search);
  for (const name of ['filter', 'q', 'at']) query.delete(name);
  if (filter !== 'to-decide') query.set('filter', filter);
  if (text) query.set('q', text);
  for (const cursor of trail) query.append('at', cursor);
  return `?${query}`;
}

/** The question to the service for what the page shows. */
export function queryOf({ filter, text, trail }: PageState): RequestQuery {
  return { steps: stepsOf[filter], text: text.trim(), cursor: trail.at(-1) ?? null, limit: pageLimit };
}

/** How many requests of the company stand behind a filter. */
export function filterCount(filter: Filter, counts: RequestPage['counts']): number {
  const steps: readonly Step[] =
    stepsOf[filter].length > 0 ? stepsOf[filter] : (Object.keys(counts) as Step[]);
  return steps.reduce((sum, step) => sum + (counts[step] ?? 0), 0);
}

/** The newer of two pages, request by request: an older revision never replaces a newer one. */
export function newerPage(shown: RequestPage | null, arriving: RequestPage): RequestPage {
  const before = new Map(shown?.items.map((item) => [item.id, item]));
  const newer = (item: RequestView) => {
    const known = before.get(item.id);
    return known && known.revision > item.revision ? known : item;
  };
  return { ...arriving, items: arriving.items.map(newer) };
}

/** The row to go to from `current`; the first one when none is current or it is gone. Stops at both ends. */
export function rowAfter(ids: readonly string[], current: string | null, move: 1 | -1): string | null {
  const place = current === null ? -1 : ids.indexOf(current);
  if (place === -1) return ids[0] ?? null;
  return ids[Math.min(ids.length - 1, Math.max(0, place + move))] ?? null;
}

export type KeyAction = 'next-row' | 'previous-row' | 'search' | 'close' | 'leave-field';

const keyActions: Record<string, KeyAction> = {
  ArrowDown: 'next-row',
  j: 'next-row',
  ArrowUp: 'previous-row',
  k: 'previous-row',
  '/': 'search',
  Escape: 'close',
};

/** A key pressed, and what had the focus: letters are text in a text field, arrows move within a choice. */
export interface KeyPress {
  key: string;
  hasModifier: boolean;
  focus: 'page' | 'choice' | 'text';
}

/** What a key does on the page, or null when it is none of the page's business. Enter is the row's own button. */
export function keyAction({ key, hasModifier, focus }: KeyPress): KeyAction | null {
  const action = hasModifier ? null : (keyActions[key] ?? null);
  if (focus === 'text') return action === 'close' ? 'leave-field' : null;
  if (focus === 'choice' && key.startsWith('Arrow')) return null;
  return action;
}
