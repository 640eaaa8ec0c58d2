import { type ReactNode, useEffect, useRef } from 'react';

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
  useEffect(() => {
    const opener = document.activeElement;
    form.current?.querySelector<HTMLElement>('input, select, textarea')?.focus();
    return () => {
      const isLost = document.activeElement === null || document.activeElement === document.body;
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
