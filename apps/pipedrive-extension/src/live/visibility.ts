import type { Host } from '../host/host.ts';
import type { Visibility } from './live.ts';

/** Somebody looks when the browser shows the page and the host has the surface unfolded. */
export function pageVisibility(page: Document, host: Host): Visibility {
  let unfolded = true;
  const listeners = new Set<() => void>();
  const tell = () => {
    for (const listener of listeners) listener();
  };
  page.addEventListener('visibilitychange', tell);
  host.onVisibility((visible) => {
    unfolded = visible;
    tell();
  });
  return {
    isVisible: () => unfolded && page.visibilityState === 'visible',
    onChange(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
}
