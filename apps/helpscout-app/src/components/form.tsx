import { type ReactNode, useLayoutEffect, useRef } from 'react';

interface FormProps {
  /** What it is for, for those who hear the page. */
  label: string;
  onSubmit(): void;
  /** Asked by Escape. */
  onClose(): void;
  children: ReactNode;
}

/** A form that a press opened in place: its first field takes the focus, which goes back where it was afterwards. */
export function Form({ label, onSubmit, onClose, children }: FormProps) {
  const form = useRef<HTMLFormElement>(null);
  // With the change itself: a key pressed right after Escape must not go astray.
  useLayoutEffect(() => {
    const opener = document.activeElement;
    const element = form.current;
    element?.querySelector<HTMLElement>('input, select, textarea')?.focus();
    return () => {
      const focused = document.activeElement;
      const isLost = focused === null || focused === document.body || element?.contains(focused);
      if (isLost && opener instanceof HTMLElement && opener.isConnected) opener.focus();
    };
  }, []);
  return (
    <form
      ref={form}
      className="form"
      aria-label={label}
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        onSubmit();
      }}
      onKeyDown={(event) => {
        if (event.key === 'Escape') onClose();
      }}
    >
      {children}
    </form>
  );
}
