import type { ReactNode } from 'react';
import { Icon, type IconName } from './icon.tsx';

export type Tone = 'info' | 'warning' | 'danger';

const icons: Record<Tone, IconName> = { info: 'info', warning: 'alert', danger: 'alert' };

/** Something to know, in a coloured frame. Trouble interrupts a screen reader, news wait their turn. */
export function Notice({ tone, title, children }: { tone: Tone; title: string; children?: ReactNode }) {
  return (
    <div className={`notice notice-${tone}`} role={tone === 'danger' ? 'alert' : 'status'}>
      <Icon name={icons[tone]} />
      <div className="notice-body">
        <strong>{title}</strong>
        {children}
      </div>
    </div>
  );
}
