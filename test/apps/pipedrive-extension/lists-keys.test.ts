import { describe, expect, it } from 'vitest';
import { type KeyPress, keyAction } from '../../../apps/pipedrive-extension/src/lists/keys.ts';

describe('keyAction', () => {
  const press = (key: string, focus: KeyPress['focus'], hasModifier = false) =>
    keyAction({ key, focus, hasModifier });

  it('moves with arrows and letters, searches, chooses and closes', () => {
    expect(
      ['j', 'ArrowDown', 'k', 'ArrowUp', '/', 'v', 'x', 'Escape', 'z'].map((key) => press(key, 'page')),
    ).toEqual([
      'next-row',
      'next-row',
      'previous-row',
      'previous-row',
      'search',
      'views',
      'toggle',
      'close',
      null,
    ]);
  });

  it('leaves letters to text fields, where Escape only leaves the field', () => {
    expect(press('j', 'text')).toBeNull();
    expect(press('/', 'text')).toBeNull();
    expect(press('Escape', 'text')).toBe('leave-field');
  });

  it('leaves arrows to radio buttons', () => {
    expect(press('ArrowDown', 'choice')).toBeNull();
    expect(press('j', 'choice')).toBe('next-row');
  });

  it('leaves everything to an open dialog', () => {
    expect(['j', '/', 'Escape'].map((key) => press(key, 'dialog'))).toEqual([null, null, null]);
  });

  it('leaves the browser its own shortcuts', () => {
    expect(press('k', 'page', true)).toBeNull();
  });
});
