import { seededRandom } from '../kit/kills/seeded-random.ts';

/** What a schedule is drawn from. */
export interface Draw {
  /** A whole number from `min` to `max`, both included. */
  whole(min: number, max: number): number;
  /** True this often. */
  chance(probability: number): boolean;
  /** One of them, each as often as its weight says. */
  pick<T extends { weight: number }>(from: readonly T[]): T;
}

/** Draws that come again with the same seed and number of run: no run depends on how many there are. */
export function drawFor(seed: number, run: number): Draw {
  const random = seededRandom(Math.imul(seed, 0x9e3779b1) ^ Math.imul(run + 1, 0x85ebca6b));
  return {
    whole: (min, max) => min + Math.floor(random() * (max - min + 1)),
    chance: (probability) => random() < probability,
    pick(from) {
      let left = random() * from.reduce((sum, { weight }) => sum + weight, 0);
      for (const one of from) {
        left -= one.weight;
        if (left < 0) return one;
      }
      return from[from.length - 1] as (typeof from)[number];
    },
  };
}
