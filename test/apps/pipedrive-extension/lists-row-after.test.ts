import { describe, expect, it } from 'vitest';
import { rowAfter } from '../../../apps/pipedrive-extension/src/lists/row-after.ts';

describe('rowAfter', () => {
  const ids = ['a', 'b', 'c'];
  it.each([
    [null, 1, 'a'],
    ['a', 1, 'b'],
    ['c', 1, 'c'],
    ['a', -1, 'a'],
    ['gone', 1, 'a'],
  ] as const)('goes from %j by %i to %j', (current, move, expected) => {
    expect(rowAfter(ids, current, move)).toBe(expected);
  });

  it('goes nowhere in an empty list', () => {
    expect(rowAfter([], null, 1)).toBeNull();
  });
});
