import { Button } from '../button.tsx';
import { useTexts } from '../language-context.ts';
import { listTexts } from './texts.ts';

interface PagingProps {
  /** Which page is on screen, from 1. */
  number: number;
  /** How many there are; null while nobody can tell. */
  of: number | null;
  hasNext: boolean;
  isLoading: boolean;
  onTurn(direction: 'next' | 'previous'): void;
}

/** From page to page; nothing where there is one alone. */
export function Paging({ number, of, hasNext, isLoading, onTurn }: PagingProps) {
  const texts = useTexts(listTexts);
  if (number === 1 && !hasNext) return null;
  return (
    <nav className="paging" aria-label={texts.pages}>
      <Button disabled={number === 1} onClick={() => onTurn('previous')}>
        {texts.previous}
      </Button>
      <span>{texts.page(number, of)}</span>
      <Button disabled={!hasNext || isLoading} onClick={() => onTurn('next')}>
        {texts.next}
      </Button>
    </nav>
  );
}
