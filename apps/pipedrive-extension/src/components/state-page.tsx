import type { ReactNode } from 'react';
import { Icon, type IconName } from './icon.tsx';

/** A whole surface that has one thing to say: nothing here, service away, not allowed. */
export function StatePage(props: { icon: IconName; title: string; detail: string; children?: ReactNode }) {
  return (
    <div className="state-page" role="status">
      <span className="state-icon">
        <Icon name={props.icon} size={24} />
      </span>
      <h2 className="name">{props.title}</h2>
      <p>{props.detail}</p>
      {props.children}
    </div>
  );
}
