// On every page: numbers and regions that follow what happens, the colour switch, selects that send their form.
import { takeRegions } from './live-regions.ts';
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

async function refreshRegions(): Promise<void> {
  if (!document.querySelector('[data-live][id]')) return;
  const response = await fetch(location.href);
  if (!response.ok) return;
  takeRegions(new DOMParser().parseFromString(await response.text(), 'text/html'));
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
