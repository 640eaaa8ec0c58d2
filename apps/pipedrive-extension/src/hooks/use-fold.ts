import { type RefObject, useEffect, useRef, useState } from 'react';

/** A form that a button opens in its place or below it. */
export interface Fold {
  isOpen: boolean;
  open(): void;
  close(): void;
  toggle(): void;
  /** The button that opens it. */
  opener: RefObject<HTMLButtonElement | null>;
}

/** Opens and closes; the focus goes back to the button when it was in what closed. */
export function useFold(): Fold {
  const [isOpen, setOpen] = useState(false);
  const opener = useRef<HTMLButtonElement>(null);
  const wasOpen = useRef(false);
  useEffect(() => {
    if (wasOpen.current && !isOpen && document.activeElement === document.body) opener.current?.focus();
    wasOpen.current = isOpen;
  }, [isOpen]);
  return {
    isOpen,
    open: () => setOpen(true),
    close: () => setOpen(false),
    toggle: () => setOpen(!isOpen),
    opener,
  };
}
