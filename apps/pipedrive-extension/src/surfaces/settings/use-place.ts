import { useEffect, useState } from 'react';
import { type Place, readPlace, type Section } from './model/sections.ts';

/** The section and the field that the address names, else the first; follows links, Back and Forward. */
export function usePlace(first: Section): Place {
  const [place, setPlace] = useState(() => readPlace(window.location.hash, first));
  useEffect(() => {
    const read = () => setPlace(readPlace(window.location.hash, first));
    window.addEventListener('hashchange', read);
    return () => window.removeEventListener('hashchange', read);
  }, [first]);
  return place;
}
