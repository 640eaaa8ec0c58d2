import { type Ref, useEffect, useState } from 'react';
import { Icon } from '../../components/icon.tsx';
import { useTexts } from '../../components/language-context.ts';
import { requestsTexts } from './texts.ts';

const debounceMs = 250;

interface SearchProps {
  /** The text that is searched for now. */
  text: string;
  onSearch(text: string): void;
  ref: Ref<HTMLInputElement>;
}

/** The search, sent a moment after the last key; `/` brings the focus here. */
export function SearchBox({ text, onSearch, ref }: SearchProps) {
  const texts = useTexts(requestsTexts);
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
        aria-label={texts.search}
        aria-keyshortcuts="/"
        placeholder={texts.searchHint}
        value={typed}
        onChange={(event) => setTyped(event.target.value)}
      />
      <span className="key" aria-hidden="true">
        /
      </span>
    </search>
  );
}
