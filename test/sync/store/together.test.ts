import { expect, it } from 'vitest';
import { together } from '#sync/store/together.ts';

/** Answers each number with its double, when told to, and remembers which were asked together. */
function doubling(fails: (asks: readonly number[]) => Error | undefined = () => undefined) {
  const lots: number[][] = [];
  const ask = together(async (asks: readonly number[]) => {
    lots.push([...asks]);
    await Promise.resolve();
    const error = fails(asks);
    if (error) throw error;
    return asks.map((one) => one * 2);
  }, 3);
  return { ask, lots };
}

it('answers who asks at the same moment together, everybody with their own answer', async () => {
  const { ask, lots } = doubling();
  expect(await Promise.all([ask(1), ask(2)])).toEqual([2, 4]);
  expect(await ask(3)).toBe(6);
  expect(lots).toEqual([[1, 2], [3]]);
});

it('lets those who come while a lot is under way share the next one, up to its size', async () => {
  const { ask, lots } = doubling();
  const first = ask(1).then(() => Promise.all([ask(6), ask(7)]));
  const rest = [2, 3, 4, 5].map(ask);
  expect(await Promise.all(rest)).toEqual([4, 6, 8, 10]);
  expect(await first).toEqual([12, 14]);
  expect(lots[0]).toEqual([1, 2, 3]);
  expect(lots.flat().toSorted()).toEqual([1, 2, 3, 4, 5, 6, 7]);
  expect(lots.length).toBeLessThan(5);
});

it('asks each alone when one of several makes trouble: the others have their answer', async () => {
  const { ask } = doubling((asks) => (asks.includes(2) ? new Error('two is refused') : undefined));
  const answers = await Promise.allSettled([ask(1), ask(2), ask(3)]);
  expect(answers.map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'fulfilled']);
});

it('tells all of a lot that the store is away, without asking once more', async () => {
  const away = Object.assign(new Error('terminating connection'), { code: '57P01' });
  const { ask, lots } = doubling(() => away);
  const answers = await Promise.allSettled([ask(1), ask(2)]);
  expect(answers.map(({ status }) => status)).toEqual(['rejected', 'rejected']);
  expect(lots).toHaveLength(1);
});
