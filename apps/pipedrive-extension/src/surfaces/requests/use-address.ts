import { useEffect, useState } from 'react';
import { type PageState, readAddress, writeAddress } from './view-model.ts';

/** The page's state, kept in the frame's address: it survives a reload, and Back goes to the former filter or page. */
export function useAddress(): [PageState, (next: PageState, how: 'push' | 'replace') => void] {
  const [state, setState] = useState(() => readAddress(window.location.search));
  useEffect(() => {
    const read = () => setState(readAddress(window.location.search));
    window.addEventListener('popstate', read);
    return () => window.removeEventListener('popstate', read);
  }, []);
  const go = (next: PageState, how: 'push' | 'replace') => {
    const address = writeAddress(window.location.search, next);
    if (how === 'push') window.history.pushState(null, '', address);
    else window.history.replaceState(null, '', address);
    setState(next);
  };
  return [state, go];
}
