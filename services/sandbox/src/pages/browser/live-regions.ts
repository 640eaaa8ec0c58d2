/** Told on the document when regions were exchanged: what reads from them looks again. */
export const regionsTaken = 'live-regions-taken';

/**
 * Takes the regions marked `data-live` from a fresh copy of this page. What somebody typed and did not send yet stays.
 * @param isForced also those that have the focus: after what somebody did there themselves
 */
export function takeRegions(fresh: Document, isForced = false): void {
  for (const region of document.querySelectorAll<HTMLElement>('[data-live][id]')) {
    const replacement = fresh.getElementById(region.id);
    if (!replacement || isFilledIn(region) || (!isForced && hasFocus(region))) continue;
    const focused = region.contains(document.activeElement) ? document.activeElement?.id : undefined;
    region.replaceWith(replacement);
    if (focused) document.getElementById(focused)?.focus();
  }
  document.dispatchEvent(new CustomEvent(regionsTaken));
}

/** The focus is where it could not be given back. */
function hasFocus(region: HTMLElement): boolean {
  const { activeElement } = document;
  return region.contains(activeElement) && !activeElement?.matches('a[id]');
}

/** Rows are ticked, or something is typed that is not sent. */
function isFilledIn(region: HTMLElement): boolean {
  const fields = region.querySelectorAll<HTMLInputElement | HTMLTextAreaElement>('input, textarea');
  return [...fields].some((field) =>
    field instanceof HTMLInputElement && field.type === 'checkbox'
      ? field.checked !== field.defaultChecked
      : field.value !== field.defaultValue,
  );
}
