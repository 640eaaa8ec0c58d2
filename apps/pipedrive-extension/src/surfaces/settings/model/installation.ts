import type { DoctorCheck } from '#core/contract/doctor-view.ts';
import type { ProvisionItemView } from '#core/contract/provision-view.ts';

/** Whether nothing is left to do for an item of the plan. */
export function isInPlace({ state }: Pick<ProvisionItemView, 'state'>): boolean {
  return state === 'present' || state === 'created';
}

/** How many items pass. */
export function countOf<Item>(items: readonly Item[], passes: (item: Item) => boolean): number {
  return items.filter(passes).length;
}

const urgency: Record<DoctorCheck['state'], number> = { wrong: 0, advice: 1, ok: 2 };

/** What is wrong first, then advice, then what is well; each in the order given. */
export function byUrgency(checks: readonly DoctorCheck[]): DoctorCheck[] {
  return checks.toSorted((one, other) => urgency[one.state] - urgency[other.state]);
}
