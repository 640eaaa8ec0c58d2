import { isStoreAway } from './store-away.ts';

/**
 * Lets calls share a statement: what comes while one is under way goes into the next one. At rest nobody waits for
 * anybody; under load many are answered in one round trip and one commit.
 *
 * @param answerAll answers in the order asked; when it fails for a fault of one of several, each is asked alone
 */
export function together<Ask, Answer>(
  answerAll: (asks: readonly Ask[]) => Promise<readonly Answer[]>,
  togetherMax = 50,
): (ask: Ask) => Promise<Answer> {
  let waiting: Waiting<Ask, Answer>[] = [];
  let isUnderWay = false;
  const tell = async (lot: readonly Waiting<Ask, Answer>[]): Promise<void> => {
    try {
      const answers = await answerAll(lot.map(({ ask }) => ask));
      lot.forEach(({ resolve }, index) => {
        resolve(answers[index] as Answer);
      });
    } catch (error) {
      if (lot.length === 1 || (isStoreAway(error) && !isDeadlock(error)))
        for (const { reject } of lot) reject(error);
      else for (const one of lot) await tell([one]);
    }
  };
  const tellAll = async (): Promise<void> => {
    isUnderWay = true;
    // Whoever asks within the same turn goes along.
    await Promise.resolve();
    while (waiting.length > 0) {
      const lot = waiting.slice(0, togetherMax);
      waiting = waiting.slice(togetherMax);
      await tell(lot);
    }
    isUnderWay = false;
  };
  return (ask) =>
    new Promise((resolve, reject) => {
      waiting.push({ ask, resolve, reject });
      if (!isUnderWay) void tellAll();
    });
}

/** A fault of sharing: alone, each waits for one lock at a time. */
function isDeadlock(error: unknown): boolean {
  return (error as { code?: unknown }).code === '40P01';
}

interface Waiting<Ask, Answer> {
  ask: Ask;
  resolve(answer: Answer): void;
  reject(error: unknown): void;
}
