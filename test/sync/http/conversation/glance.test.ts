import { setTimeout as sleep } from 'node:timers/promises';
import { beforeEach, describe, expect, it } from 'vitest';
import { createGlance } from '#sync/http/conversation/glance.ts';

let asked: string[] = [];
let nowMs = 0;
let answer: () => Promise<string>;
beforeEach(() => {
  asked = [];
  nowMs = 0;
  answer = async () => `answer ${asked.length}`;
});

const glance = (longestMs = 5_000) =>
  createGlance<string, string>({
    ask: (key) => {
      asked.push(key);
      return answer();
    },
    freshMs: 100,
    longestMs,
    nowMs: () => nowMs,
  });

describe('a look at the outside', () => {
  it('is taken once for everybody who looks at the same moment, and kept for a while', async () => {
    const look = glance();
    expect(await Promise.all([look('a'), look('a'), look('b')])).toEqual([
      'answer 1',
      'answer 1',
      'answer 2',
    ]);
    nowMs = 99;
    await look('a');
    expect(asked).toEqual(['a', 'b']);
  });

  it('shows what is known while it is taken anew', async () => {
    const look = glance();
    expect(await look('a')).toBe('answer 1');
    nowMs = 100;
    expect(await look('a')).toBe('answer 1');
    await sleep(1);
    expect(await look('a')).toBe('answer 2');
  });

  it('ends without an answer when the outside is slow, and is not waited for again', async () => {
    answer = () => new Promise(() => undefined);
    const look = glance(300);
    expect(await look('a')).toBeUndefined();
    nowMs = 300;
    const startedAt = performance.now();
    expect(await look('a')).toBeUndefined();
    expect(performance.now() - startedAt).toBeLessThan(250);
    expect(asked).toEqual(['a']);
  });

  it('ends without an answer when the outside fails, and is taken again later', async () => {
    answer = () => Promise.reject(new Error('away'));
    const look = glance();
    expect(await look('a')).toBeUndefined();
    answer = async () => 'back';
    nowMs = 50;
    expect(await look('a')).toBeUndefined();
    nowMs = 100;
    expect(await look('a')).toBe('back');
  });

  it('keeps what it knew when a later one fails', async () => {
    const look = glance();
    await look('a');
    answer = () => Promise.reject(new Error('away'));
    nowMs = 100;
    await look('a');
    await sleep(1);
    expect(await look('a')).toBe('answer 1');
  });
});
