export type Snackbar = { message: string; link?: { url: string; label: string } };

const shownMs = 6000;

/** Shows a line at the bottom for some seconds; screen readers hear it. */
export function showSnackbar({ message, link }: Snackbar): void {
  const bar = document.createElement('div');
  bar.className = 'snackbar';
  const text = document.createElement('span');
  text.textContent = message;
  bar.append(text);
  if (link && /^https?:/.test(link.url)) {
    const anchor = document.createElement('a');
    anchor.href = link.url;
    anchor.target = '_blank';
    anchor.rel = 'noopener';
    anchor.textContent = link.label;
    bar.append(anchor);
  }
  const region = snackbarRegion();
  region.append(bar);
  // Shown anew each time: only so does it lie above a dialog that was opened since.
  if (region.matches(':popover-open')) region.hidePopover();
  region.showPopover();
  setTimeout(() => bar.remove(), shownMs);
}

function snackbarRegion(): HTMLElement {
  const existing = document.getElementById('snackbars');
  if (existing) return existing;
  const made = document.createElement('div');
  made.id = 'snackbars';
  made.className = 'snackbars';
  made.setAttribute('role', 'status');
  made.popover = 'manual';
  document.body.append(made);
  return made;
}
