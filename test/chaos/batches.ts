import type { ChaosArguments } from './arguments.ts';
import { type Played, playSchedule } from './play.ts';
import type { FailedBatch, Total } from './report.ts';
import { onlyParts, partsOf, type Schedule, scheduleOf } from './schedule.ts';
import { shrink } from './shrink.ts';

/** Runs that share a world: enough to overlap, few enough to be looked through. */
export const batchSize = 50;
const shrinkTriesMax = 24;
/** The end of a batch is mostly waiting: another one works meanwhile. */
const worldsAtOnce = 2;

export interface Telling {
  /** After each run. */
  runEnded(done: number, found: number): void;
  /** After each batch with something wrong in it. */
  batchFailed(batch: FailedBatch, played: Played): void;
}

/**
 * Plays all runs in batches, two at a time. Batch number b is the first batch of seed S + b: so it is played again by
 * itself. A planted bug that was caught ends it.
 */
export async function playBatches(given: ChaosArguments, telling: Telling): Promise<Total> {
  const beganMs = Date.now();
  const total: Total = { runs: 0, seconds: 0, hits: new Map(), failed: [] };
  const batches = batchesOf(given);
  let ended = 0;
  const playNext = async (): Promise<void> => {
    const batch = batches.shift();
    if (!batch) return;
    const { seed, runs } = batch;
    const played = await playSchedule(scheduleFor(seed, runs, given), given, () => {
      ended += 1;
      telling.runEnded(ended, foundIn(total));
    }).catch((error: Error) => unplayed(runs, error));
    total.runs += played.runs;
    for (const [name, times] of played.hits) total.hits.set(name, (total.hits.get(name) ?? 0) + times);
    if (played.findings.length > 0) {
      const failed = { seed, runs, findings: played.findings };
      total.failed.push(failed);
      telling.batchFailed(failed, played);
      if (given.plant !== undefined) batches.length = 0;
    }
    return playNext();
  };
  await Promise.all(Array.from({ length: worldsAtOnce }, playNext));
  total.failed.sort((one, other) => one.seed - other.seed);
  total.seconds = (Date.now() - beganMs) / 1000;
  return total;
}

function batchesOf({ runs, seed }: ChaosArguments): { seed: number; runs: number }[] {
  return Array.from({ length: Math.ceil(runs / batchSize) }, (_, batch) => ({
    seed: seed + batch,
    runs: Math.min(batchSize, runs - batch * batchSize),
  }));
}

/** A world that could not be kept up: the service did not start again, or the store was never there. */
function unplayed(runs: number, { message }: Error): Played {
  return { runs, findings: [{ kind: 'wrong', run: '', what: message }], hits: new Map(), output: message };
}

function foundIn({ failed }: Total): number {
  return failed.reduce((sum, { findings }) => sum + findings.length, 0);
}

/** The smallest part of a batch that still fails; each try is a world of its own. */
export async function shrinkBatch({ seed, runs }: FailedBatch, given: ChaosArguments): Promise<Schedule> {
  const schedule = scheduleFor(seed, runs, given);
  const patience = { peopleMs: 60_000, restMs: 45_000 };
  const fails = async (parts: readonly string[]) => {
    const played = await playSchedule(onlyParts(schedule, parts), given, undefined, patience);
    return played.findings.length > 0;
  };
  return onlyParts(schedule, await shrink(partsOf(schedule), fails, shrinkTriesMax));
}

function scheduleFor(seed: number, runs: number, { nodes, only }: ChaosArguments): Schedule {
  const schedule = scheduleOf(seed, runs, nodes);
  return only === undefined ? schedule : onlyParts(schedule, only);
}
