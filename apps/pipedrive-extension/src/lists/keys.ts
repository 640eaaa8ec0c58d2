export type KeyAction = 'next-row' | 'previous-row' | 'search' | 'views' | 'toggle' | 'close' | 'leave-field';

const keyActions: Record<string, KeyAction> = {
  ArrowDown: 'next-row',
  j: 'next-row',
  ArrowUp: 'previous-row',
  k: 'previous-row',
  '/': 'search',
  v: 'views',
  x: 'toggle',
  Escape: 'close',
};

/** A key pressed, and what had the focus: letters are text in a text field, arrows move within a choice, a dialog is alone. */
export interface KeyPress {
  key: string;
  hasModifier: boolean;
  focus: 'page' | 'choice' | 'text' | 'dialog';
}

/** What a key does on the page, or null when it is none of the page's business. Enter is the row's own button. */
export function keyAction({ key, hasModifier, focus }: KeyPress): KeyAction | null {
  const action = hasModifier ? null : (keyActions[key] ?? null);
  if (focus === 'dialog') return null;
  if (focus === 'text') return action === 'close' ? 'leave-field' : null;
  if (focus === 'choice' && key.startsWith('Arrow')) return null;
  return action;
}
