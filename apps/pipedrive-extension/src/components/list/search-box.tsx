import { type Ref, useEffect, useState } from 'react';
import { Icon } from '../icon.tsx';

const debounceMs = 250;

interface SearchProps {
  label: string;
  /** What can be searched for, in the empty field. */
  hint: string;
  /** The text that is searched for now. */
  text: string;
  onSearch(text: string): void;
  ref: Ref<HTMLInputElement>;
}

/** The search, sent a moment after the last key; `/` brings the focus here. */
export function SearchBox({ label, hint, text, onSearch, ref }: SearchProps) {
  const [typed, setTyped] = useState(text);
  const [before, setBefore] = useState(text);
  // The text changed elsewhere: Back, or "search in all requests".
  if (before !== text) {
    setBefore(text);
    setTyped(text);
  }
  useEffect(() => {
    if (typed === text) return;
    const timer = setTimeout(() => onSearch(typed), debounceMs);
    return () => clearTimeout(timer);
  });
  return (
    <search className="search">
      <Icon name="search" />
      <input
        ref={ref}
        type="search"
        aria-label={label}
        aria-keyshortcuts="/"
        placeholder={hint}
        value={typed}
        onChange={(event) => setTyped(event.target.value)}
      />
      <span className="key" aria-hidden="true">
        /
      </span>
    </search>
  );
}
