import { useEffect, useRef } from 'react';
import { type KeyAction, type KeyPress, keyAction } from '../lists/keys.ts';

/** Listens to the page's keys wherever the focus is. */
export function useKeyboard(act: (action: KeyAction) => void): void {
  const latest = useRef(act);
  useEffect(() => {
    latest.current = act;
  });
  useEffect(() => {
    const press = (event: KeyboardEvent) => {
      const hasModifier = event.ctrlKey || event.metaKey || event.altKey;
      const action = keyAction({ key: event.key, hasModifier, focus: focusOf(event.target) });
      if (action === null) return;
      event.preventDefault();
      latest.current(action);
    };
    window.addEventListener('keydown', press);
    return () => window.removeEventListener('keydown', press);
  }, []);
}

function focusOf(target: EventTarget | null): KeyPress['focus'] {
  if (target instanceof Element && target.closest('dialog')) return 'dialog';
  if (target instanceof HTMLTextAreaElement || target instanceof HTMLSelectElement) return 'text';
  if (!(target instanceof HTMLInputElement) || target.type === 'checkbox') return 'page';
  return target.type === 'radio' ? 'choice' : 'text';
}
