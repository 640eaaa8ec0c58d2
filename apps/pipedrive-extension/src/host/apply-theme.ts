import type { Host, Theme } from './host.ts';

/** Shows the theme of the frame's address at once, then follows the host's. */
export function followTheme(host: Host, initial: Theme, root: HTMLElement): void {
  const show = (theme: Theme) => {
    root.dataset.theme = theme;
  };
  show(initial);
  host.onTheme(show);
}
