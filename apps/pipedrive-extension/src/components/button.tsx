import type { ReactNode, Ref } from 'react';
import { Icon } from './icon.tsx';

export interface ButtonProps {
  tone?: 'primary' | 'danger' | 'secondary' | 'quiet';
  /** On its way: shows a spinner and takes no further click, but keeps the focus. */
  busy?: boolean;
  disabled?: boolean;
  onClick?: () => void;
  type?: 'button' | 'submit';
  /** Replaces the visible words for those who hear the page, where the words alone are ambiguous. */
  label?: string;
  describedBy?: string;
  expanded?: boolean;
  children: ReactNode;
  ref?: Ref<HTMLButtonElement>;
}

/** A button in the host's look. */
export function Button({
  tone = 'secondary',
  busy = false,
  disabled = false,
  type = 'button',
  ...rest
}: ButtonProps) {
  const blocked = busy || disabled;
  return (
    <button
      ref={rest.ref}
      type={type}
      className={`button button-${tone}`}
      aria-disabled={blocked || undefined}
      aria-busy={busy || undefined}
      aria-label={rest.label}
      aria-describedby={rest.describedBy}
      aria-expanded={rest.expanded}
      onClick={(event) => {
        if (blocked) event.preventDefault();
        else rest.onClick?.();
      }}
    >
      {busy && <Icon name="spinner" />}
      <span>{rest.children}</span>
    </button>
  );
}

/** Words that open a record in the host; without an `onClick` they are words. */
export function LinkButton({
  label,
  onClick,
  children,
}: {
  label: string;
  onClick: (() => void) | null;
  children: ReactNode;
}) {
  if (!onClick) return children;
  return (
    <button type="button" className="link" title={label} onClick={onClick}>
      {children}
    </button>
  );
}
