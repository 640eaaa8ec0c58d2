import { useEffect, useState } from 'react';
import { type PageState, readAddress, writeAddress } from './view-model.ts';

/** Where the page is, and how to go elsewhere. */
export interface Place {
  state: PageState;
  /** Changes what is named; the list begins at its first page unless the change says where. */
  go(change: Partial<PageState>, how?: 'push' | 'replace'): void;
}

/** The page's state, kept in the frame's address: it survives a reload, and Back goes to where one was. */
export function useAddress(): Place {
  const [state, setState] = useState(() => readAddress(window.location.search));
  useEffect(() => {
    const read = () => setState(readAddress(window.location.search));
    window.addEventListener('popstate', read);
    return () => window.removeEventListener('popstate', read);
  }, []);
  const go: Place['go'] = (change, how = 'push') => {
    const next = { ...state, trail: [], ...change };
    const address = writeAddress(window.location.search, next);
    if (how === 'push') window.history.pushState(null, '', address);
    else window.history.replaceState(null, '', address);
    setState(next);
  };
  return { state, go };
}
