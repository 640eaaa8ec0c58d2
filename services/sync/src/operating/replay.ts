import { setTimeout as sleep } from 'node:timers/promises';
import { requestFormSource } from '../deliveries/route-request-form.ts';
import type { Store } from '../store/instances.ts';
import { type ListedDelivery, readDelivery, routeAnew } from '../store/replay-deliveries.ts';

/**
 * Why a delivery is not routed again: its text is gone, it was a form, it waits to be routed anyway, or it is an old
 * word on a colleague, which would put back the rights they had then.
 */
export type NotReplayed = 'forgotten' | 'entered-once' | 'waiting' | 'colleague';

const lookEveryMs = 250;

/**
 * Has a delivery routed again by the service that runs, the same way as the first time; kept with who asked.
 * @returns why not; null when it will be
 */
export async function replay(
  store: Store,
  delivery: ListedDelivery,
  by: string,
): Promise<NotReplayed | null> {
  if (delivery.isForgotten) return 'forgotten';
  // What else comes from outside is compared with what is known; a form would be a second one.
  if (delivery.source === requestFormSource && delivery.state === 'routed') return 'entered-once';
  if (isAboutColleague(delivery) && delivery.state !== 'failed') return 'colleague';
  return (await routeAnew(store, delivery.id, by)) ? null : 'waiting';
}

/** Of all records, that of a user bears no instant by which an old one is known (one-company.ts). */
function isAboutColleague({ subject }: ListedDelivery): boolean {
  return /^pipedrive:.*:user:\d+$/.test(subject);
}

/** The delivery once a service has routed it, or as it is when the time is over. */
export async function routedBy(
  store: Store,
  id: number,
  untilMs: number,
): Promise<ListedDelivery | undefined> {
  for (;;) {
    const now = await readDelivery(store, id);
    if (now?.state !== 'recorded' || Date.now() > untilMs) return now;
    await sleep(lookEveryMs);
  }
}
