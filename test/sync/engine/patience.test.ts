import { describe, expect, it } from 'vitest';
import type { OutsideFailure } from '#sync/connectors/errors.ts';
import { delayBeforeRetry, finalProblem } from '#sync/engine/patience.ts';

const words = {
  fr: 'Panne. Passerelle réessaie toute seule.',
  en: 'Down. Passerelle tries again by itself.',
};
const failure = (more: Partial<OutsideFailure> = {}): OutsideFailure => ({
  vendor: 'pipedrive',
  word: 'retry-later',
  title: words,
  detail: words,
  ...more,
});

describe('how long a failed effect waits', () => {
  it('doubles from one second to five minutes, a fifth more or less', () => {
    const middle = [1, 2, 3, 9, 10, 500].map((attempts) => delayBeforeRetry(failure(), attempts, 0.5));
    expect(middle).toEqual([1_000, 2_000, 4_000, 256_000, 300_000, 300_000]);
    expect(delayBeforeRetry(failure(), 1, 0)).toBe(800);
    expect(delayBeforeRetry(failure(), 1, 0.999)).toBe(1_200);
  });

  it('is never shorter than the vendor asks', () => {
    expect(delayBeforeRetry(failure({ retryAfterMs: 7_000 }), 1, 0.5)).toBe(7_000);
  });

  it('is longer when only an administrator can mend it', () => {
    expect(delayBeforeRetry(failure({ word: 'sign-in-again' }), 1, 0.5)).toBe(10_000);
  });

  it.each(['rejected', 'not-found', 'broken'] as const)('a person is asked at once: %s', (word) => {
    expect(delayBeforeRetry(failure({ word }), 1, 0.5)).toBeNull();
  });

  it('ends after about a week, and then promises no further try', () => {
    expect(delayBeforeRetry(failure(), 2_000, 0.5)).toBeNull();
    const { detail } = finalProblem(failure());
    expect(detail.fr).toMatch(/cliquez sur Réessayer/);
    expect(detail.fr).not.toMatch(/toute seule/);
  });

  it('asks a person after five mails that the server took and never confirmed', () => {
    const unclear = failure({ vendor: 'mail', unclear: true });
    expect(delayBeforeRetry(unclear, 4, 0.5)).not.toBeNull();
    expect(delayBeforeRetry(unclear, 5, 0.5)).toBeNull();
    expect(finalProblem(unclear).detail.fr).toMatch(/peut-être arrivé/);
  });

  it('keeps the words of what a person has to correct', () => {
    const rejected = failure({ word: 'rejected' });
    expect(finalProblem(rejected)).toEqual({ word: 'rejected', title: words, detail: words });
  });
});
