import { type RefObject, useEffect, useRef, useState } from 'react';
import type { RequestPage, RequestView } from '#core/contract/request-view.ts';
import type { Api } from '../../api.ts';
import { useKeyboard } from '../../hooks/use-keyboard.ts';
import { useLive } from '../../hooks/use-live.ts';
import { type SelectionModel, useSelection } from '../../hooks/use-selection.ts';
import { everyPage, fullPageLimit } from '../../lists/every-page.ts';
import { actOn, focusRow } from '../../lists/row-focus.ts';
import type { Snapshot, Visibility } from '../../live/live.ts';
import { pollDelayMs } from '../../live/rhythm.ts';
import { useAddress } from './use-address.ts';
import { type Filter, newerPage, type PageState, queryOf, sortedBy } from './view-model.ts';

interface Ways {
  choose(filter: Filter): void;
  search(text: string, filter?: Filter): void;
  sortBy(sort: PageState['sort']): void;
  narrow(to: Partial<Pick<PageState, 'source' | 'owner'>>): void;
  /** Goes to another state altogether, such as that of a saved view. */
  show(state: PageState): void;
  turn(direction: 'next' | 'previous'): void;
}

/** The page's state and everything that can be done with it. */
export interface PageModel extends Ways {
  address: PageState;
  /** The requests of the current address; null while another address is being fetched. */
  shown: Snapshot<RequestPage>;
  isLoading: boolean;
  openId: string | null;
  selection: SelectionModel<RequestView>;
  searchBox: RefObject<HTMLInputElement | null>;
  viewChoice: RefObject<HTMLSelectElement | null>;
  table: RefObject<HTMLTableElement | null>;
  open(requestId: string): void;
  close(): void;
  refresh(): void;
}

interface Fetched {
  page: RequestPage;
  /** The address the page answers. */
  of: PageState;
}

/** Keeps the list up to date for its address, and moves through it with the keyboard. */
export function usePage(api: Api, visibility: Visibility): PageModel {
  const [address, go] = useAddress();
  const [openId, setOpenId] = useState<string | null>(null);
  const searchBox = useRef<HTMLInputElement>(null);
  const viewChoice = useRef<HTMLSelectElement>(null);
  const table = useRef<HTMLTableElement>(null);
  const { live, shown } = useFetchedPage(api, visibility, address);
  const close = () => {
    if (openId !== null) focusRow(table.current, openId);
    setOpenId(null);
  };
  const isCurrent = shown.value?.of === address;
  const nextCursor = isCurrent ? (shown.value?.page.nextCursor ?? null) : null;
  const selection = useSelection({
    list: listOf(address),
    shown: shown.value?.page.items ?? [],
    everyPage: () =>
      everyPage((cursor) => api.requests({ ...queryOf(address), cursor, limit: fullPageLimit })),
  });
  useKeyboard((action) =>
    actOn(action, {
      table: table.current,
      searchBox: searchBox.current,
      viewChoice: viewChoice.current,
      toggle: (id) => selection.toggle(id, false),
      close,
    }),
  );
  return {
    address,
    shown: { ...shown, value: shown.value?.page ?? null },
    isLoading: !isCurrent,
    openId,
    selection,
    searchBox,
    viewChoice,
    table,
    ...waysFrom(address, go, nextCursor),
    open: setOpenId,
    close,
    refresh: live.refresh,
  };
}

function listOf({ filter, text, source, owner }: PageState): string {
  return JSON.stringify([filter, text, source, owner]);
}

/** Where one can go from an address. */
function waysFrom(address: PageState, go: ReturnType<typeof useAddress>[1], nextCursor: string | null): Ways {
  return {
    choose: (filter) => go({ ...address, filter, trail: [] }, 'push'),
    search: (text, filter = address.filter) => go({ ...address, filter, text, trail: [] }, 'replace'),
    sortBy: (sort) => go({ ...address, ...sortedBy(address, sort), trail: [] }, 'push'),
    narrow: (to) => go({ ...address, ...to, trail: [] }, 'push'),
    show: (state) => go(state, 'push'),
    turn(direction) {
      if (direction === 'previous') go({ ...address, trail: address.trail.slice(0, -1) }, 'push');
      else if (nextCursor !== null) go({ ...address, trail: [...address.trail, nextCursor] }, 'push');
    },
  };
}

function useFetchedPage(api: Api, visibility: Visibility, address: PageState) {
  const wanted = useRef(address);
  const fetched = useLive<Fetched>({
    async load(signal) {
      const of = wanted.current;
      const answer = await api.requests(queryOf(of), signal);
      return answer.ok ? { ok: true, value: { page: answer.value, of } } : answer;
    },
    merge: (before, { page, of }) => ({ page: newerPage(before?.page ?? null, page), of }),
    delayMs: (before) => pollDelayMs(before?.page.items ?? []),
    nowMs: api.clock.nowMs,
    visibility,
  });
  const { live } = fetched;
  useEffect(() => {
    if (wanted.current === address) return;
    wanted.current = address;
    live.refresh();
  }, [address, live]);
  return fetched;
}
