import type { ReactNode } from 'react';

interface OutsideLinkProps {
  /** Null: there is nowhere to go, and the words stand alone. */
  to: string | null;
  /** What is said of it, with the new tab. */
  title: string;
  children: ReactNode;
}

/** A link into a new tab: one inside the frame would make the SDK mute (helpscout.md 4.5). Only the web is linked to. */
export function OutsideLink({ to, title, children }: OutsideLinkProps) {
  if (!to || !/^https?:\/\//i.test(to)) return children;
  return (
    <a href={to} target="_blank" rel="noopener noreferrer" title={title}>
      {children}
    </a>
  );
}
