import { describe, expect, it } from 'vitest';
import { shareOf } from '#core/call-shares.ts';

describe('the part of a limit a node may use', () => {
  it('is all of it for one that is alone and needs it', () => {
    expect(shareOf(80, 80, [])).toBe(80);
  });

  it('is what it wants where there is enough: the rest is free for who comes', () => {
    expect(shareOf(80, 10, [{ held: 20, wanted: 20 }])).toBe(10);
  });

  it('is an equal part where there is not enough, of what those leave who want less', () => {
    expect(shareOf(80, 80, [{ held: 40, wanted: 80 }])).toBe(40);
    expect(
      shareOf(80, 80, [
        { held: 10, wanted: 10 },
        { held: 35, wanted: 80 },
      ]),
    ).toBe(35);
  });

  it('is never more than what is free by now', () => {
    expect(shareOf(80, 80, [{ held: 80, wanted: 80 }])).toBe(0);
    expect(shareOf(80, 80, [{ held: 60, wanted: 80 }])).toBe(20);
    expect(shareOf(20, 20, [{ held: 80, wanted: 80 }])).toBe(0);
  });

  it('is nothing for one that wants nothing', () => {
    expect(shareOf(80, 0, [])).toBe(0);
  });

  it('keeps the sum within the limit, whoever asks in whatever order', () => {
    const limit = 80;
    const nodes = [5, 80, 33, 80, 1].map((wanted) => ({ held: 0, wanted }));
    for (let turn = 0; turn < 50; turn += 1) {
      const node = nodes[(turn * 3) % nodes.length];
      if (!node) continue;
      node.held = shareOf(
        limit,
        node.wanted,
        nodes.filter((other) => other !== node),
      );
      expect(nodes.reduce((sum, { held }) => sum + held, 0)).toBeLessThanOrEqual(limit);
    }
    expect(nodes.map(({ held }) => held)).toEqual([5, 24, 24, 24, 1]);
  });
});
