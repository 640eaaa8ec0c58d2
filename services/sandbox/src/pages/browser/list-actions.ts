// The action menu of a list: opens the app's modal for the rows that are ticked.
import { openCustomModal } from './custom-modal.ts';
import { readHostConfig } from './host-config.ts';
import { showSnackbar } from './snackbar.ts';

const config = readHostConfig();
const menu = document.getElementById('list-actions');

function tickedIds(): string[] {
  const ticked = document.querySelectorAll<HTMLInputElement>('[data-tick]:checked');
  return [...ticked].map((box) => box.dataset.tick ?? '');
}

function showTicked(): void {
  const count = tickedIds().length;
  const counter = menu?.querySelector('[data-ticked-count]');
  if (counter) counter.textContent = String(count);
  for (const button of menu?.querySelectorAll('button') ?? []) button.disabled = count === 0;
}

document.addEventListener('change', (event) => {
  if (event.target instanceof HTMLInputElement && event.target.dataset.tick !== undefined) showTicked();
});
menu?.addEventListener('click', (event) => {
  const button = event.target instanceof Element ? event.target.closest('[data-list-modal]') : null;
  if (!(button instanceof HTMLElement)) return;
  menu.removeAttribute('open');
  const request = { type: 'custom_modal', action_id: button.dataset.listModal ?? '' };
  openCustomModal(request, { ...config, selectedIds: tickedIds().join(',') }).catch((error: unknown) =>
    showSnackbar({ message: error instanceof Error ? error.message : config.texts.failed }),
  );
});
showTicked();
