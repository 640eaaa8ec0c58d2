import { setTimeout as sleep } from 'node:timers/promises';
import { ringFor } from '../deliveries/route-deliveries.ts';
import {
  type BulkDecisionRow,
  countUnderWay,
  endItem,
  finishBulkDecision,
  lockNextItem,
  openBulkDecisions,
} from '../store/bulk-decisions.ts';
import { underTrace } from '../trace.ts';
import { type BulkDependencies, decideItem } from './decide-item.ts';

/** What the bulk runner works with. */
export interface BulkRunnerOptions extends BulkDependencies {
  /**
   * Whether a company's decisions wait: its Pipedrive holds calls back (connectors/pipedrive/budget.ts, `pauseMs`), or
   * it is not served at the moment.
   */
  isHeldBack(companyId: string): boolean;
}

/** Carries bulk decisions out on this node, one request at a time; other nodes may do the same beside it. */
export interface BulkRunner {
  /** There may be work: called by the bell, and by the sweep at the start and after. */
  poke(): void;
  /** Starts no further request, and waits for the one in hand. What is left goes on when a node starts. */
  stop(): Promise<void>;
}

/** So many requests of one bulk decision are taken before the next one has its turn. */
const turnMax = 10;
/**
 * As long as so many decided requests are being carried out, no more are taken: what a colleague decides meanwhile
 * waits behind these, not behind hundreds.
 */
const underWayMax = 50;
/** Decisions held for their undo time count once it is nearly over; a long one keeps nobody. */
const soonMs = 60_000;
const lookAgainMs = 500;
/** One bulk decision in trouble rests, and the others go on. */
const restMs = 10_000;

/** Resumes by itself after a restart: everything it knows is in the store. */
export function createBulkRunner(options: BulkRunnerOptions): BulkRunner {
  const stopping = new AbortController();
  const { signal } = stopping;
  const restingUntilMs = new Map<string, number>();
  let running: Promise<void> | null = null;
  let poked = false;

  const runTurn = async (bulk: BulkDecisionRow): Promise<number> => {
    if (signal.aborted || (restingUntilMs.get(bulk.id) ?? 0) > Date.now()) return 0;
    try {
      return await takeTurn(options, bulk, signal);
    } catch (error) {
      options.log.warn(
        { error: messageOf(error), bulkDecisionId: bulk.id },
        'a bulk decision rests a moment',
      );
      restingUntilMs.set(bulk.id, Date.now() + restMs);
      return 0;
    }
  };
  /** Takes turns until nothing moves. @returns false when something is left for later */
  const runOpen = async (): Promise<boolean> => {
    for (;;) {
      const open = await openBulkDecisions(options.db);
      if (open.length === 0) return true;
      let takenCount = 0;
      for (const bulk of open) takenCount += await runTurn(bulk);
      if (takenCount === 0) return false;
    }
  };
  const runAll = async (): Promise<void> => {
    for (;;) {
      poked = false;
      const isThrough = await runOpen().catch((error) => {
        options.log.warn({ error: messageOf(error) }, 'bulk decisions could not be read; trying again');
        return false;
      });
      if (signal.aborted || (isThrough && !poked)) break;
      if (!poked) await sleep(lookAgainMs, undefined, { signal }).catch(() => undefined);
    }
    running = null;
  };
  return {
    poke: () => {
      poked = true;
      if (!signal.aborted) running ??= runAll();
    },
    stop: async () => {
      stopping.abort();
      await running;
    },
  };
}

/** @returns how many requests were decided */
async function takeTurn(
  options: BulkRunnerOptions,
  bulk: BulkDecisionRow,
  signal: AbortSignal,
): Promise<number> {
  const { db, isHeldBack } = options;
  if (isHeldBack(bulk.company)) return 0;
  const room = Math.min(turnMax, underWayMax - (await countUnderWay(db, bulk.company, soonMs)));
  let count = 0;
  while (count < room && !signal.aborted) {
    if (!(await runNextItem(options, bulk))) {
      await finishBulkDecision(db, bulk.id);
      return count;
    }
    count += 1;
  }
  return count;
}

/**
 * Decides the next request. Its row stays locked until its outcome is written: a node that dies in between gives it
 * back, and whoever takes it again gets the answer the command was given.
 * @returns false when there is none, or another node is at the last ones
 */
async function runNextItem(options: BulkRunnerOptions, bulk: BulkDecisionRow): Promise<boolean> {
  const trace = { requestId: bulk.requestId ?? bulk.id };
  const decided = await options.db.transaction().execute(async (store) => {
    const item = await lockNextItem(store, bulk.id);
    if (!item) return undefined;
    const { end, advanced } = await underTrace(trace, () => decideItem(options, bulk, item));
    await endItem(store, bulk.id, item.position, end);
    return { advanced };
  });
  if (decided?.advanced) ringFor(options.bell, [decided.advanced]);
  return decided !== undefined;
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
