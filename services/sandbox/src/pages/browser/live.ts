// On every page: numbers and regions that follow what happens, the colour switch, selects that send their form.
import { switchTheme } from './theme.ts';

const pollMs = 1500;
let knownRevision: number | undefined;

async function poll(): Promise<void> {
  if (document.hidden) return;
  const counts: Record<string, number> = await (await fetch('/sandbox/counts')).json();
  for (const element of document.querySelectorAll<HTMLElement>('[data-count]')) {
    const count = counts[element.dataset.count ?? ''];
    if (count !== undefined) element.textContent = String(count);
  }
  const changed = knownRevision !== undefined && counts.revision !== knownRevision;
  knownRevision = counts.revision;
  if (changed) await refreshRegions();
}

/** Takes the regions marked `data-live` from a fresh copy of this page, unless someone is at work in one. */
async function refreshRegions(): Promise<void> {
  const regions = [...document.querySelectorAll<HTMLElement>('[data-live][id]')];
  if (regions.length === 0) return;
  const response = await fetch(location.href);
  if (!response.ok) return;
  const fresh = new DOMParser().parseFromString(await response.text(), 'text/html');
  for (const region of regions) {
    const replacement = fresh.getElementById(region.id);
    if (!replacement || isInUse(region)) continue;
    const focused = region.contains(document.activeElement) ? document.activeElement?.id : undefined;
    region.replaceWith(replacement);
    if (focused) document.getElementById(focused)?.focus();
  }
}

/** Somebody types there, has ticked rows, or has the focus where it could not be given back. */
function isInUse(region: HTMLElement): boolean {
  const { activeElement } = document;
  const isAtWork = region.contains(activeElement) && !activeElement?.matches('a[id]');
  return isAtWork || region.querySelector('[data-tick]:checked') !== null;
}

function keepPolling(): void {
  // A sandbox that was stopped is simply asked again.
  poll()
    .catch(() => undefined)
    .finally(() => setTimeout(keepPolling, pollMs));
}

document.documentElement.dataset.enhanced = 'yes';
document.addEventListener('change', (event) => {
  const field = event.target;
  if (field instanceof HTMLSelectElement && field.dataset.submitOnChange !== undefined)
    field.form?.requestSubmit();
});
document.addEventListener('click', (event) => {
  if (!(event.target instanceof Element) || !event.target.closest('#theme-switch')) return;
  const theme = switchTheme();
  document.dispatchEvent(new CustomEvent('theme-switched', { detail: theme }));
});
keepPolling();
