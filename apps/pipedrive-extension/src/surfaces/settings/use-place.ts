import { useEffect, useState } from 'react';
import { type Place, readPlace } from './model/sections.ts';

/** The section and the field that the address names; follows links, Back and Forward. */
export function usePlace(): Place {
  const [place, setPlace] = useState(() => readPlace(window.location.hash));
  useEffect(() => {
    const read = () => setPlace(readPlace(window.location.hash));
    window.addEventListener('hashchange', read);
    return () => window.removeEventListener('hashchange', read);
  }, []);
  return place;
}
