import { setTimeout as sleep } from 'node:timers/promises';
import { inStore } from '../kit/flow.ts';
import type { Finding } from './judge.ts';
import type { Stage } from './stories/stage.ts';

/** Somebody who clicks "Retry" on what asks for a person. */
export interface Keeper {
  /** @returns what nobody can put right by a click */
  stop(): Promise<Finding[]>;
}

interface DeadLetter {
  id: string;
  kind: string;
  problem: { word: string; title: { en: string } };
}

const lookMs = 1_000;
/** Who has clicked so often gives up, and it is found undone in the end. */
const clicksMax = 5;
/** Between clicks, growing: who reads what has to be put right first does not click on and on. */
const firstPauseMs = 1_000;

/** Looks for what gave up, as a colleague does who has its message before them, until stopped. */
export function keepRetrying(stage: Stage): Keeper {
  const clicks = new Map<string, { count: number; nextAtMs: number }>();
  const bugs = new Map<string, Finding>();
  let isStopped = false;
  const look = async () => {
    const found = await inStore<DeadLetter>(
      stage,
      `select id, kind, problem from effects where state = 'dead-letter'`,
    );
    for (const { id, kind, problem } of found) {
      const what = `${kind}: ${problem.title.en}`;
      if (problem.word === 'broken') bugs.set(id, { kind: 'wrong', run: '', what });
      const { count, nextAtMs } = clicks.get(id) ?? { count: 0, nextAtMs: 0 };
      if (count >= clicksMax || Date.now() < nextAtMs) continue;
      clicks.set(id, { count: count + 1, nextAtMs: Date.now() + firstPauseMs * 2 ** count });
      await stage.staff(21).command({ type: 'retry-effect', effectId: id });
    }
  };
  const work = (async () => {
    while (!isStopped) {
      // The store may be away just now.
      await look().catch(() => undefined);
      await sleep(lookMs);
    }
  })();
  return {
    async stop() {
      isStopped = true;
      await work;
      return [...bugs.values()];
    },
  };
}
