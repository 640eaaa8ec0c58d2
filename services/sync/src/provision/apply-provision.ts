import type { ProvisionItem } from '#core/provision-plan.ts';
import { OutsideError } from '../connectors/errors.ts';
import { createThing } from './create-things.ts';
import { notLookedAt, type ProvisionOutcome, planned, whyFailed } from './outcome.ts';
import { type ProvisionTarget, readPlan } from './read-plan.ts';

/** Told after each thing that had to be made. */
export type Progress = (step: { done: number; total: number; outcome: ProvisionOutcome }) => void;

/**
 * Makes what is missing, one thing after the other, in the order of the plan. Reads the CRM anew before: repeating it
 * changes nothing. What fails is named and the others go on; nothing is ever renamed, changed or removed.
 *
 * @throws OutsideError when the CRM cannot be read: then nothing was made
 */
export async function applyProvision(
  target: ProvisionTarget,
  progress: Progress = () => undefined,
): Promise<ProvisionOutcome[]> {
  const { items: plan, deskTrouble } = await readPlan(target);
  const total = plan.filter(({ state }) => state === 'missing').length;
  const outcomes: ProvisionOutcome[] = [];
  const unclear = new Set<string>();
  let done = 0;
  for (const item of plan) {
    if (item.state === 'present') {
      outcomes.push(planned(item));
      continue;
    }
    const outcome = await make(target, item, () => unclear.add(item.id));
    outcomes.push(outcome);
    done += 1;
    progress({ done, total, outcome });
  }
  if (outcomes.some(({ item, state }) => item.what === 'saved-reply' && state === 'created')) {
    // They are read every hour anyway.
    await target.desk?.readReplies().catch(() => undefined);
  }
  const clear = unclear.size === 0 ? outcomes : await lookAgain(target, outcomes, unclear);
  return [...clear, ...notLookedAt(deskTrouble)];
}

async function make(
  target: ProvisionTarget,
  item: ProvisionItem,
  markUnclear: () => void,
): Promise<ProvisionOutcome> {
  try {
    const word = await createThing(target, item.creation);
    return { item, state: 'created', detail: word ?? planned(item).detail };
  } catch (error) {
    if (error instanceof OutsideError && error.failure.unclear) markUnclear();
    return { item, state: 'failed', detail: whyFailed(error) };
  }
}

/** A call that broke off may have been carried out all the same: what is there now was made. */
async function lookAgain(
  target: ProvisionTarget,
  outcomes: ProvisionOutcome[],
  unclear: ReadonlySet<string>,
): Promise<ProvisionOutcome[]> {
  const plan = await readPlan(target).catch(() => null);
  const items = plan?.items ?? [];
  const present = new Set(items.filter(({ state }) => state === 'present').map(({ id }) => id));
  return outcomes.map((outcome) => {
    const { id } = outcome.item;
    return unclear.has(id) && present.has(id) ? { ...outcome, state: 'created', detail: null } : outcome;
  });
}
