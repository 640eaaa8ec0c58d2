import { setTimeout as sleep } from 'node:timers/promises';
import { requestFormSource } from '../deliveries/route-request-form.ts';
import type { Store } from '../store/instances.ts';
import { type ListedDelivery, readDelivery, routeAnew } from '../store/replay-deliveries.ts';

const lookEveryMs = 250;

/**
 * Has a delivery routed again by the service that runs, the same way as the first time.
 * @returns why not; null when it will be
 */
export async function replay(store: Store, delivery: ListedDelivery): Promise<string | null> {
  if (delivery.isForgotten) return 'its text was forgotten after a month';
  // What else comes from outside is compared with what is known; a form would be a second one.
  if (delivery.source === requestFormSource && delivery.state === 'routed')
    return 'a form is entered once, and it was';
  return (await routeAnew(store, delivery.id)) ? null : 'it waits to be routed already';
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
