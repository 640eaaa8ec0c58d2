import { type RefObject, useEffect, useRef } from 'react';
import type { ConversionPage, ConversionView } from '#core/contract/conversion-view.ts';
import type { Api } from '../../../api.ts';
import { type ConversionQuery, conversionPage } from '../../../conversion-calls.ts';
import { useKeyboard } from '../../../hooks/use-keyboard.ts';
import { useLive } from '../../../hooks/use-live.ts';
import { type SelectionModel, useSelection } from '../../../hooks/use-selection.ts';
import { everyPage, fullPageLimit } from '../../../lists/every-page.ts';
import { newerItems } from '../../../lists/newer-items.ts';
import { actOn } from '../../../lists/row-focus.ts';
import type { Snapshot, Visibility } from '../../../live/live.ts';
import { restingMs } from '../rhythm.ts';
import type { Place } from '../use-address.ts';
import type { PageState } from '../view-model.ts';

/** How many customers a page holds. */
export const pageLimit = 25;

/** The list of customers and everything that can be done with it. */
export interface ListModel {
  /** The customers of the current address; those of the former one while it is being fetched. */
  shown: Snapshot<ConversionPage>;
  isLoading: boolean;
  selection: SelectionModel<ConversionView>;
  searchBox: RefObject<HTMLInputElement | null>;
  table: RefObject<HTMLTableElement | null>;
  turn(direction: 'next' | 'previous'): void;
  refresh(): void;
}

interface Fetched {
  page: ConversionPage;
  /** The list and the page that it answers. */
  of: string;
}

/** Keeps the list up to date for its address. */
export function useList(api: Api, visibility: Visibility, { state, go }: Place): ListModel {
  const searchBox = useRef<HTMLInputElement>(null);
  const table = useRef<HTMLTableElement>(null);
  const { live, shown } = useFetched(api, visibility, queryOf(state));
  const page = shown.value?.page ?? null;
  const isCurrent = shown.value?.of === JSON.stringify(queryOf(state));
  const selection = useSelection({
    list: JSON.stringify({ ...queryOf(state), cursor: null }),
    shown: page?.items ?? [],
    everyPage: () =>
      everyPage((cursor) => conversionPage(api, { ...queryOf(state), cursor, limit: fullPageLimit })),
  });
  useKeyboard((action) =>
    actOn(action, {
      table: table.current,
      searchBox: searchBox.current,
      viewChoice: null,
      toggle: (id) => selection.toggle(id, false),
      close: () => undefined,
    }),
  );
  return {
    shown: { ...shown, value: page },
    isLoading: !isCurrent,
    selection,
    searchBox,
    table,
    turn(direction) {
      const cursor = page?.nextCursor ?? null;
      if (direction === 'previous') go({ trail: state.trail.slice(0, -1) });
      else if (isCurrent && cursor !== null) go({ trail: [...state.trail, cursor] });
    },
    refresh: live.refresh,
  };
}

function queryOf({ step, owner, isLate, text, trail }: PageState): ConversionQuery {
  return { step, owner, isLate, text: text.trim(), cursor: trail.at(-1) ?? null, limit: pageLimit };
}

function useFetched(api: Api, visibility: Visibility, query: ConversionQuery) {
  const wanted = JSON.stringify(query);
  const latest = useRef({ query, wanted });
  const fetched = useLive<Fetched>({
    async load(signal) {
      const { query: asked, wanted: of } = latest.current;
      const answer = await conversionPage(api, asked, signal);
      return answer.ok ? { ok: true, value: { page: answer.value, of } } : answer;
    },
    merge: (before, { page, of }) => ({
      page: { ...page, items: newerItems(before?.page.items ?? [], page.items) },
      of,
    }),
    delayMs: () => restingMs,
    nowMs: api.clock.nowMs,
    visibility,
  });
  const { live } = fetched;
  useEffect(() => {
    if (latest.current.wanted === wanted) return;
    latest.current = { query: JSON.parse(wanted), wanted };
    live.refresh();
  }, [wanted, live]);
  return fetched;
}
