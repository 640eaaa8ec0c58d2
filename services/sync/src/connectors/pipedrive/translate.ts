import type { Activity } from '#core/model/activity.ts';
import type { Deal } from '#core/model/deal.ts';
import type { Organization } from '#core/model/organization.ts';
import type { Person } from '#core/model/person.ts';
import type { StaffMember } from '#core/model/staff-member.ts';
import {
  ActivityRecord,
  DealRecord,
  Instant,
  OrganizationRecord,
  PersonRecord,
  RecordId,
  UserRecord,
} from './schema.ts';
import { toActivity, toDeal, toOrganization, toPerson, toStaffMember } from './translate-records.ts';
import { entityIdOf, WebhookEnvelope } from './webhook-envelope.ts';

/** What a webhook tells, in our words. It is a hint: decisions re-read the record (pipedrive.md 3.2). */
export interface CrmChange {
  /** `other`: something the processes do not follow, or a record without a usable id (then `id` is 0). */
  entity: 'person' | 'deal' | 'organization' | 'user' | 'activity' | 'other';
  action: 'create' | 'change' | 'delete';
  id: number;
  /** The state after the change; null after a deletion (of an activity: its last one), or when it could not be read. */
  record: Person | Deal | Organization | StaffMember | Activity | null;
  /** Who did it in the pages of the CRM; null for a program, and where it was not told. */
  byStaffId: number | null;
  /** ISO instant, whole seconds. */
  changedAt: string | null;
  /** ISO instant with milliseconds at which the webhook was made. */
  occurredAt: string | null;
  /** The record that survived, when this one disappeared by a merge. */
  mergedToId: number | null;
  /** Pipedrive ids of those who may see the record after it; null when that was not told. */
  permittedStaffIds: number[] | null;
  /** The level of visibility of the record (pipedrive.md 2.3); null when that was not told. */
  visibleTo: number | null;
}

type Followed = Exclude<CrmChange['entity'], 'other'>;

const readers: Record<Followed, (data: unknown) => CrmChange['record']> = {
  person: (data) => toPerson(PersonRecord.parse(data)),
  deal: (data) => toDeal(DealRecord.parse(data)),
  organization: (data) => toOrganization(OrganizationRecord.parse(data)),
  user: (data) => toStaffMember(UserRecord.parse(data)),
  activity: (data) => toActivity(ActivityRecord.parse(data)),
};

/**
 * Translates the body of a webhook v2 (pipedrive.md 3.3, 3.4). Never throws: a body that cannot be understood is a
 * change of something `other`.
 */
export function translateWebhook(body: unknown): CrmChange {
  const parsed = WebhookEnvelope.safeParse(body);
  if (!parsed.success) return nothing;
  const { meta, data } = parsed.data;
  const id = idOf(entityIdOf(parsed.data));
  const entity = id === null || !isFollowed(meta.entity) ? 'other' : meta.entity;
  return {
    entity,
    action: meta.action,
    id: id ?? 0,
    record: entity === 'other' ? null : recordOf(entity, stateAfter(parsed.data)),
    byStaffId: meta.change_source === 'app' ? idOf(meta.user_id) : null,
    changedAt: changedAtOf(parsed.data),
    occurredAt: occurredAtOf(meta.timestamp),
    mergedToId: idOf(meta.merged_to_id),
    permittedStaffIds: meta.permitted_user_ids ?? null,
    visibleTo: idOf(data?.visible_to),
  };
}

const nothing: CrmChange = {
  entity: 'other',
  action: 'change',
  id: 0,
  record: null,
  byStaffId: null,
  changedAt: null,
  occurredAt: null,
  mergedToId: null,
  permittedStaffIds: null,
  visibleTo: null,
};

function isFollowed(entity: string): entity is Followed {
  return Object.hasOwn(readers, entity);
}

/** Whose an activity was is told by its last state alone: nobody kept one. */
function stateAfter({ meta, data, previous }: WebhookEnvelope): unknown {
  if (meta.action !== 'delete') return data;
  return meta.entity === 'activity' ? previous : null;
}

function recordOf(entity: Followed, data: unknown): CrmChange['record'] {
  try {
    return readers[entity](data);
  } catch {
    return null;
  }
}

function changedAtOf({ meta, data }: WebhookEnvelope): string | null {
  const candidates = [data?.update_time, data?.add_time, meta.timestamp];
  for (const candidate of candidates) {
    const parsed = Instant.safeParse(candidate);
    if (parsed.success && parsed.data !== null) return parsed.data;
  }
  return null;
}

/** For `user` the vendor sends whole seconds since 1970 (pipedrive.md 3.3). */
function occurredAtOf(timestamp: string | null | undefined): string | null {
  const text = timestamp ?? '';
  const milliseconds = /^\d{9,11}$/.test(text) ? Number(text) * 1000 : Date.parse(text);
  return Number.isNaN(milliseconds) ? null : new Date(milliseconds).toISOString();
}

function idOf(value: unknown): number | null {
  const parsed = RecordId.safeParse(value);
  return parsed.success ? parsed.data : null;
}
