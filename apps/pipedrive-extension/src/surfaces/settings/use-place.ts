import { useEffect, useState } from 'react';
import { type Place, readPlace, type Section } from './model/sections.ts';

/** The section and the field that the address names, else the first; follows links, Back and Forward. */
export function usePlace(first: Section, shown: readonly Section[]): Place {
  const [hash, setHash] = useState(window.location.hash);
  useEffect(() => {
    const read = () => setHash(window.location.hash);
    window.addEventListener('hashchange', read);
    return () => window.removeEventListener('hashchange', read);
  }, []);
  return readPlace(hash, { first, shown });
}
