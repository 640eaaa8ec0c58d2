import { useEffect, useRef, useState } from 'react';
import type { RequestPage, RequestView } from '#core/contract/request-view.ts';
import type { Api } from '../../api.ts';
import type { Answer } from '../../service/answer.ts';
import {
  nothingChosen,
  pageMark,
  refreshed,
  type Selection,
  selectionMax,
  withAll,
  withPage,
  withToggled,
} from './selection.ts';
import { type PageState, queryOf } from './view-model.ts';

/** Which requests are chosen for a decision, and the ways to choose. */
export interface SelectionModel {
  /** The chosen requests, with the newest facts known. */
  requests: readonly RequestView[];
  mark: 'none' | 'some' | 'all';
  isChosen(id: string): boolean;
  toggle(id: string, isRange: boolean): void;
  togglePage(): void;
  /** Takes in the requests of every page of the list, as many as one decision may be about. */
  addAllPages(): Promise<void>;
  adding: 'no' | 'running' | 'failed';
  clear(): void;
}

const limitMax = 100;

/** Keeps the selection while pages turn; what is listed changes, what is chosen stays until it is cleared. */
export function useSelection(api: Api, state: PageState, items: readonly RequestView[]): SelectionModel {
  const [selection, setSelection] = useState<Selection>(nothingChosen);
  const [adding, setAdding] = useState<SelectionModel['adding']>('no');
  const shown = listOf(state);
  const latest = useRef(shown);
  useEffect(() => {
    latest.current = shown;
  }, [shown]);
  const [before, setBefore] = useState(shown);
  // Another list: what was chosen is out of sight, and nothing is decided out of sight.
  if (before !== shown) {
    setBefore(shown);
    setSelection(nothingChosen);
    setAdding('no');
  }
  return {
    requests: refreshed(selection, items),
    mark: pageMark(selection, items),
    isChosen: (id) => selection.chosen.has(id),
    toggle: (id, isRange) => setSelection((now) => withToggled(now, items, id, isRange)),
    togglePage: () => setSelection((now) => withPage(now, items)),
    async addAllPages() {
      setAdding('running');
      const found = await everyPage(api, state);
      if (latest.current !== shown) return;
      setAdding(found.ok ? 'no' : 'failed');
      if (found.ok) setSelection((now) => withAll(now, found.value));
    },
    adding,
    clear: () => setSelection(nothingChosen),
  };
}

function listOf({ filter, text, source, owner }: PageState): string {
  return JSON.stringify([filter, text, source, owner]);
}

async function everyPage(api: Api, state: PageState): Promise<Answer<RequestView[]>> {
  const items: RequestView[] = [];
  let cursor: string | null = null;
  do {
    const page: Answer<RequestPage> = await api.requests({ ...queryOf(state), cursor, limit: limitMax });
    if (!page.ok) return page;
    items.push(...page.value.items);
    cursor = page.value.nextCursor;
  } while (cursor !== null && items.length < selectionMax);
  return { ok: true, value: items };
}
