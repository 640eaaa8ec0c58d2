import { randomUUID } from 'node:crypto';
import type { Effect } from '#core/effects.ts';
import type { NewDelivery } from '#sync/store/deliveries.ts';
import { type InstanceChange, type Store, writeInstance } from '#sync/store/instances.ts';

export const company = '7001';

/** A delivery that waits to be routed. */
export function newDelivery(key: string, subject: string, body = '{}'): NewDelivery {
  const told = { company, source: 'test', key, subject, body, requestId: 'r-1' };
  return { ...told, state: 'recorded', reason: null };
}

/** An effect of an instance that nothing outside hears of. */
export function newEffect(
  key: string,
  { decision = 1, dueAt = new Date(0).toISOString() } = {},
): InstanceChange['effects'][number] {
  const payload: Effect = { kind: 'find-organization', organizationId: 1 };
  return { id: randomUUID(), decision, key, kind: payload.kind, payload, dueAt, requestId: 'r-1' };
}

/** Writes an instance of the account request with whatever state; `id` is new unless it is given. */
export async function writtenInstance(
  store: Store,
  { id = randomUUID(), ...change }: Partial<InstanceChange> & { id?: string; step?: string; search?: string },
): Promise<string> {
  const { step = 'pending', search = '', effects = [], timers = [], links = [], announces = false } = change;
  const instance = { id, company, process: 'account-request', version: 1, revision: 1, step, search };
  const isNew = change.isNew ?? true;
  const written = { instance: { ...instance, state: { step } }, isNew, links, effects, timers, announces };
  await writeInstance(store, written, new Date());
  return id;
}
