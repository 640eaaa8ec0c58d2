import type { KeyAction } from './keys.ts';
import { rowAfter } from './row-after.ts';

/** What the keys act on. */
export interface KeyTargets {
  table: HTMLTableElement | null;
  searchBox: HTMLInputElement | null;
  viewChoice: HTMLSelectElement | null;
  toggle(id: string): void;
  close(): void;
}

/** Does what a key asks for. */
export function actOn(action: KeyAction, targets: KeyTargets): void {
  const { table, searchBox, viewChoice, toggle, close } = targets;
  const current = currentRow();
  if (action === 'search') searchBox?.select();
  else if (action === 'views') viewChoice?.focus();
  else if (action === 'toggle' && current !== null) toggle(current);
  else if (action === 'toggle') return;
  else if (action === 'leave-field') leaveField();
  else if (action === 'close') close();
  else moveFocus(table, action === 'next-row' ? 1 : -1);
}

function leaveField(): void {
  if (document.activeElement instanceof HTMLElement) document.activeElement.blur();
}

function currentRow(): string | null {
  return document.activeElement?.closest<HTMLElement>('[data-row]')?.dataset.row ?? null;
}

/**
 * The rows' buttons carry the focus, so that Enter is simply their click and a screen reader says what it opens; from
 * a row's box the focus goes to the next row's box, where Space chooses.
 */
function moveFocus(table: HTMLTableElement | null, move: 1 | -1): void {
  const rows = [...(table?.querySelectorAll<HTMLElement>('[data-row]') ?? [])];
  const ids = rows.map((row) => row.dataset.row ?? '');
  const next = rowAfter(ids, currentRow() ?? openRow(table), move);
  const isInBox = document.activeElement?.matches('[data-selects]') ?? false;
  if (next !== null) controlOf(table, next, isInBox ? 'data-selects' : 'data-opens')?.focus();
}

function openRow(table: HTMLTableElement | null): string | null {
  return table?.querySelector<HTMLElement>('[aria-current="true"]')?.dataset.row ?? null;
}

function controlOf(
  table: HTMLTableElement | null,
  id: string,
  control: 'data-opens' | 'data-selects',
): HTMLElement | null {
  return table?.querySelector<HTMLElement>(`[data-row="${CSS.escape(id)}"] [${control}]`) ?? null;
}

/** Brings the focus to a row, if it is on screen. */
export function focusRow(table: HTMLTableElement | null, id: string): void {
  controlOf(table, id, 'data-opens')?.focus();
}
