export type Snackbar = {
  message: string;
  link?: { url: string; label: string };
  /** Something to press, which ends the line. */
  action?: { label: string; press: () => void };
  tone?: 'error' | 'success' | 'warning';
  /** How long it is shown, in milliseconds. */
  shownMs?: number;
};

const usuallyShownMs = 6000;

/** Shows a line at the bottom for some seconds; screen readers hear it. */
export function showSnackbar({ message, link, action, tone, shownMs = usuallyShownMs }: Snackbar): void {
  const bar = document.createElement('div');
  bar.className = `snackbar ${tone ?? ''}`.trim();
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
  if (action) bar.append(actionButton(bar, action));
  const region = snackbarRegion();
  region.append(bar);
  // Shown anew each time: only so does it lie above a dialog that was opened since.
  if (region.matches(':popover-open')) region.hidePopover();
  region.showPopover();
  setTimeout(() => bar.remove(), shownMs);
}

function actionButton(bar: HTMLElement, { label, press }: NonNullable<Snackbar['action']>): HTMLElement {
  const button = document.createElement('button');
  button.type = 'button';
  button.className = 'quiet';
  button.textContent = label;
  button.addEventListener('click', () => {
    bar.remove();
    press();
  });
  return button;
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
