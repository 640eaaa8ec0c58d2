import { type RefObject, useEffect, useRef, useState } from 'react';
import type { RequestPage } from '#core/contract/request-view.ts';
import type { Api } from '../../api.ts';
import { useLive } from '../../hooks/use-live.ts';
import type { Snapshot, Visibility } from '../../live/live.ts';
import { pollDelayMs } from '../../live/rhythm.ts';
import { useAddress } from './use-address.ts';
import { useKeyboard } from './use-keyboard.ts';
import { type Filter, type KeyAction, newerPage, type PageState, queryOf, rowAfter } from './view-model.ts';

/** The page's state and everything that can be done with it. */
export interface PageModel {
  address: PageState;
  /** The requests of the current address; null while another address is being fetched. */
  shown: Snapshot<RequestPage>;
  isLoading: boolean;
  openId: string | null;
  searchBox: RefObject<HTMLInputElement | null>;
  table: RefObject<HTMLTableElement | null>;
  choose(filter: Filter): void;
  search(text: string, filter?: Filter): void;
  turn(direction: 'next' | 'previous'): void;
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
  const table = useRef<HTMLTableElement>(null);
  const { live, shown } = useFetchedPage(api, visibility, address);
  const close = () => {
    if (openId !== null) buttonOf(table.current, openId)?.focus();
    setOpenId(null);
  };
  const isCurrent = shown.value?.of === address;
  const nextCursor = isCurrent ? (shown.value?.page.nextCursor ?? null) : null;
  useKeyboard((action) => actOn(action, { table: table.current, searchBox: searchBox.current, close }));
  return {
    address,
    shown: { ...shown, value: shown.value?.page ?? null },
    isLoading: !isCurrent,
    openId,
    searchBox,
    table,
    choose: (filter) => go({ ...address, filter, trail: [] }, 'push'),
    search: (text, filter = address.filter) => go({ filter, text, trail: [] }, 'replace'),
    turn(direction) {
      if (direction === 'previous') go({ ...address, trail: address.trail.slice(0, -1) }, 'push');
      else if (nextCursor !== null) go({ ...address, trail: [...address.trail, nextCursor] }, 'push');
    },
    open: setOpenId,
    close,
    refresh: live.refresh,
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

interface KeyTargets {
  table: HTMLTableElement | null;
  searchBox: HTMLInputElement | null;
  close(): void;
}

function actOn(action: KeyAction, { table, searchBox, close }: KeyTargets): void {
  if (action === 'search') searchBox?.select();
  else if (action === 'leave-field') leaveField();
  else if (action === 'close') close();
  else moveFocus(table, action === 'next-row' ? 1 : -1);
}

function leaveField(): void {
  if (document.activeElement instanceof HTMLElement) document.activeElement.blur();
}

/** The rows' buttons carry the focus, so that Enter is simply their click and a screen reader says what it opens. */
function moveFocus(table: HTMLTableElement | null, move: 1 | -1): void {
  const rows = [...(table?.querySelectorAll<HTMLElement>('[data-request]') ?? [])];
  const ids = rows.map((row) => row.dataset.request ?? '');
  const current = document.activeElement?.closest<HTMLElement>('[data-request]')?.dataset.request;
  const next = rowAfter(ids, current ?? openRow(table), move);
  if (next !== null) buttonOf(table, next)?.focus();
}

function openRow(table: HTMLTableElement | null): string | null {
  return table?.querySelector<HTMLElement>('[aria-current="true"]')?.dataset.request ?? null;
}

function buttonOf(table: HTMLTableElement | null, requestId: string): HTMLElement | null {
  return table?.querySelector<HTMLElement>(`[data-request="${CSS.escape(requestId)}"] [data-opens]`) ?? null;
}
