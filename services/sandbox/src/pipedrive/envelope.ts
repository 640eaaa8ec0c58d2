import { randomUUID } from 'node:crypto';
import { isDeepStrictEqual } from 'node:util';
import type { Change } from './context.ts';
import type { PipedriveMemory, Subscription } from './records.ts';
import { permittedUserIds } from './visibility.ts';
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

// A user's event is told apart by the user's own id and whole seconds, and names no permitted users (3.3).
function identity(memory: PipedriveMemory, change: Change, at: Date): Data {
  if (change.entity === 'user') {
    return { id: entityId(change), timestamp: Math.floor(at.getTime() / 1000) };
  }
  const record = change.after ?? change.before;
  // Notes and structure have no visibility of their own here.
  const seen = record && 'visible_to' in record ? record : { owner_id: 0, visible_to: 3 };
  const permitted = permittedUserIds(memory, seen).map(String);
  return { id: randomUUID(), timestamp: at.toISOString(), permitted_user_ids: permitted };
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
    host: `${memory.company.domain}.pipedrive.com`,
    is_bulk_edit: false,
    user_id: String(change.actor.userId),
    version: '2.0',
    change_source: change.actor.source,
    ...identity(memory, change, at),
    ...(change.mergedToId === undefined ? {} : { merged_to_id: String(change.mergedToId) }),
    ...(change.mergedFromId === undefined ? {} : { merged_from_id: String(change.mergedFromId) }),
  };
  return (subscription) => ({
    ...content,
    meta: {
      ...event,
      // What app webhooks say is UNVERIFIED (pipedrive.md 3.3).
      type: subscription.of_app ? 'application' : 'general',
      webhook_id: String(subscription.id),
      webhook_owner_id: String(subscription.owner_id),
      attempt: 1,
    },
  });
}
