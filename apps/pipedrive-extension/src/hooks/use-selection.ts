import { useEffect, useRef, useState } from 'react';
import {
  nothingChosen,
  pageMark,
  refreshed,
  type Selection,
  withAll,
  withPage,
  withToggled,
} from '../lists/selection.ts';
import type { Answer } from '../service/answer.ts';

/** What is chosen in a list for a decision, and the ways to choose. */
export interface SelectionModel<Item> {
  /** What is chosen, with the newest facts known. */
  items: readonly Item[];
  mark: 'none' | 'some' | 'all';
  isChosen(id: string): boolean;
  toggle(id: string, isRange: boolean): void;
  togglePage(): void;
  /** Takes in every page of the list, as much as one decision may be about. */
  addAllPages(): Promise<void>;
  adding: 'no' | 'running' | 'failed';
  clear(): void;
}

interface SelectionParts<Item> {
  /** Tells one list from another: its filters, not its page. */
  list: string;
  /** The page on screen. */
  shown: readonly Item[];
  everyPage(): Promise<Answer<Item[]>>;
}

/** Keeps the selection while pages turn; what is listed changes, what is chosen stays until it is cleared. */
export function useSelection<Item extends { id: string }>(parts: SelectionParts<Item>): SelectionModel<Item> {
  const { list, shown } = parts;
  const [selection, setSelection] = useState<Selection<Item>>(nothingChosen);
  const [adding, setAdding] = useState<SelectionModel<Item>['adding']>('no');
  const latest = useRef(list);
  useEffect(() => {
    latest.current = list;
  }, [list]);
  const [before, setBefore] = useState(list);
  // Another list: what was chosen is out of sight, and nothing is decided out of sight.
  if (before !== list) {
    setBefore(list);
    setSelection(nothingChosen);
    setAdding('no');
  }
  return {
    items: refreshed(selection, shown),
    mark: pageMark(selection, shown),
    isChosen: (id) => selection.chosen.has(id),
    toggle: (id, isRange) => setSelection((now) => withToggled(now, shown, id, isRange)),
    togglePage: () => setSelection((now) => withPage(now, shown)),
    async addAllPages() {
      setAdding('running');
      const found = await parts.everyPage();
      if (latest.current !== list) return;
      setAdding(found.ok ? 'no' : 'failed');
      if (found.ok) setSelection((now) => withAll(now, found.value));
    },
    adding,
    clear: () => setSelection(nothingChosen),
  };
}
