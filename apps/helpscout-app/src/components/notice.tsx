import type { ReactNode } from 'react';
import type { Status } from '../surfaces/conversation-sidebar/badges.ts';

interface NoticeProps {
  status: Exclude<Status, 'neutral'>;
  title: string;
  children?: ReactNode;
}

/** Something to know, in place. An error is read out at once, the rest when there is a pause. */
export function Notice({ status, title, children }: NoticeProps) {
  return (
    <div className={`note note-${status}`} role={status === 'error' ? 'alert' : 'status'}>
      <b>{title}</b>
      {children}
    </div>
  );
}
