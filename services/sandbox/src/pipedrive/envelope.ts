import { randomUUID } from 'node:crypto';
import { isDeepStrictEqual } from 'node:util';
import type { Change } from './context.ts';
import type { PipedriveMemory, Subscription } from './records.ts';
import { webhookStates } from './webhook-views.ts';

type Data = Record<string, unknown>;

/** The body of one delivery; `meta.attempt` is the only thing that changes between attempts (3.5). */
export type Envelope = { data: Data | null; previous: Data | null; meta: Data & { attempt: number } };

// A captured stage move has `previous: {stage_id}` alone, so the bookkeeping times are left out (3.3).
const silentKeys = new Set(['update_time', 'stage_change_time']);

function changedKeys(before: Data, after: Data): Data {
  const entries = Object.entries(before).filter(
    ([key, value]) => !silentKeys.has(key) && !isDeepStrictEqual(value, after[key]),
  );
  return Object.fromEntries(entries);
}

/** Old values of the changed fields only, custom ones nested (pipedrive.md 3.3). */
function previousOf(before: Data, after: Data): Data {
  const { custom_fields: oldCustom, ...changed } = changedKeys(before, after);
  if (oldCustom === undefined) return changed;
  return { ...changed, custom_fields: changedKeys(oldCustom as Data, after.custom_fields as Data) };
}

function states(memory: PipedriveMemory, change: Change): Pick<Envelope, 'data' | 'previous'> {
  const { before, after } = webhookStates(memory, change);
  if (change.action === 'create') return { data: { ...after, update_time: null }, previous: null };
  if (change.action === 'delete') return { data: null, previous: before };
  return { data: after, previous: previousOf(before ?? {}, after ?? {}) };
}

function entityId(change: Change): string {
  return String(change.after?.id ?? change.before?.id);
}

/** Makes the envelopes of one event: the same `meta.id` for every subscription (pipedrive.md 3.3). */
export function envelopesOf(
  memory: PipedriveMemory,
  change: Change,
  at: Date,
): (subscription: Subscription) => Envelope {
  const content = states(memory, change);
  const event = {
    action: change.action,
    entity: change.entity,
    company_id: String(memory.companyId),
    correlation_id: change.correlationId ?? randomUUID(),
    entity_id: entityId(change),
    host: `company-${memory.companyId}.pipedrive.com`,
    id: randomUUID(),
    is_bulk_edit: false,
    timestamp: at.toISOString(),
    type: 'general',
    user_id: String(change.actor.userId),
    version: '2.0',
    change_source: change.actor.source,
    permitted_user_ids: memory.users.filter((user) => user.active).map((user) => String(user.id)),
    ...(change.mergedToId === undefined ? {} : { merged_to_id: String(change.mergedToId) }),
    ...(change.mergedFromId === undefined ? {} : { merged_from_id: String(change.mergedFromId) }),
  };
  return (subscription) => ({
    ...content,
    meta: {
      ...event,
      webhook_id: String(subscription.id),
      webhook_owner_id: String(subscription.owner_id),
      attempt: 1,
    },
  });
}
