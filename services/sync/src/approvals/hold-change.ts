import type { Ending } from '../connectors/slack/port.ts';
import type { Log } from '../log.ts';
import { type HeldChange, keepHeld } from '../store/approval-changes.ts';
import type { Store } from '../store/instances.ts';

/** A node that dies gives up what it held after that long. */
export const holdMs = 20_000;
const saysSoEveryMs = 5_000;

/**
 * Does something about a change while saying again and again that this node is at it.
 *
 * @param work gets a signal that is aborted when another node has taken the change, or may have: the store was silent too
 * long, or this process was. It is told by the clock, which goes on while a process is stopped
 * @returns how the work ended, and the change as it is held then
 */
export async function whileHeld<Result>(
  { db, log }: { db: Store; log: Log },
  change: HeldChange,
  work: (signal: Ending) => Promise<Result>,
): Promise<{ ended: PromiseSettledResult<Result>; held: HeldChange }> {
  let isTaken = false;
  let held = change;
  let heldUntilMs = performance.now() + holdMs;
  const signal: Ending = {
    get aborted() {
      return isTaken || performance.now() > heldUntilMs;
    },
  };
  let saying: Promise<void> = Promise.resolve();
  const saySo = async () => {
    const askedAtMs = performance.now();
    try {
      const heldUntil = await keepHeld(db, held, holdMs);
      if (heldUntil === undefined) {
        isTaken = true;
        return;
      }
      held = { ...held, heldUntil };
      heldUntilMs = askedAtMs + holdMs;
    } catch (error) {
      log.warn(
        { error: error instanceof Error ? error.message : '' },
        'the store did not hear who holds a change',
      );
    }
  };
  const timer = setInterval(() => {
    saying = saying.then(saySo);
  }, saysSoEveryMs);
  const [ended] = await Promise.allSettled([work(signal)]);
  clearInterval(timer);
  await saying;
  return { ended, held };
}
