import { useEffect } from 'react';
import { fieldId } from './model/problems.ts';

/** Brings the focus to the field of a path, or to the nearest one around it, when the path appears. */
export function useFocusOn(path: string | null): void {
  useEffect(() => {
    if (path !== null) focusOn(path);
  }, [path]);
}

/** The same at once. */
export function focusOn(path: string): void {
  const parts = path.split('.');
  for (let length = parts.length; length > 0; length -= 1) {
    const field = document.getElementById(fieldId(parts.slice(0, length).join('.')));
    if (!field) continue;
    field.closest('details')?.setAttribute('open', '');
    field.focus({ preventScroll: true });
    field.scrollIntoView({ block: 'center' });
    return;
  }
}
