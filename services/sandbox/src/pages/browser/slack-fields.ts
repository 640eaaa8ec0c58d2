/** What stands in fields: block id → action id → the value, or the values of a field with many. */
export type Typed = Record<string, Record<string, string | string[]>>;

/** Everything filled in below an element. */
export function typedIn(root: ParentNode): Typed {
  const typed: Typed = {};
  for (const field of root.querySelectorAll<HTMLElement>('[data-field]')) {
    const { block = '', action = '' } = field.dataset;
    typed[block] = { ...typed[block], [action]: valueIn(field) };
  }
  return typed;
}

/** The value of one field; empty = nothing chosen or typed. */
export function valueIn(field: HTMLElement): string | string[] {
  if (field instanceof HTMLSelectElement && field.multiple) {
    return [...field.selectedOptions].map((option) => option.value);
  }
  if (isControl(field)) return field.value;
  const ticked = [...field.querySelectorAll<HTMLInputElement>('input:checked')].map((box) => box.value);
  return field.dataset.field === 'checkboxes' ? ticked : (ticked[0] ?? '');
}

/** Puts values back into the fields of the same block and action. */
export function putBack(root: ParentNode, typed: Typed): void {
  for (const field of root.querySelectorAll<HTMLElement>('[data-field]')) {
    const value = typed[field.dataset.block ?? '']?.[field.dataset.action ?? ''];
    if (value !== undefined) setValue(field, value);
  }
}

/** The part of a field that takes the focus. */
export function focusable(field: HTMLElement): HTMLElement {
  if (isControl(field)) return field;
  return field.querySelector<HTMLElement>('input:checked') ?? field.querySelector('input') ?? field;
}

function setValue(field: HTMLElement, value: string | string[]): void {
  const wanted = new Set(typeof value === 'string' ? [value] : value);
  if (field instanceof HTMLSelectElement) {
    // A choice that is no longer offered is not kept.
    if (![...field.options].some((option) => wanted.has(option.value))) return;
    for (const option of field.options) option.selected = wanted.has(option.value);
    return;
  }
  if (isControl(field)) field.value = typeof value === 'string' ? value : (value[0] ?? '');
  for (const box of field.querySelectorAll('input')) box.checked = wanted.has(box.value);
}

function isControl(field: Element): field is HTMLInputElement | HTMLTextAreaElement | HTMLSelectElement {
  return (
    field instanceof HTMLInputElement ||
    field instanceof HTMLTextAreaElement ||
    field instanceof HTMLSelectElement
  );
}
