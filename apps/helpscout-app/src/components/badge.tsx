import type { Status } from '../surfaces/conversation-sidebar/badges.ts';

/** A word in a colour; the word alone says it as well. */
export function Badge({ status, children }: { status: Status; children: string }) {
  return <span className={`badge badge-${status}`}>{children}</span>;
}
