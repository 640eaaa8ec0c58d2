import type { CrmField } from '#core/model/crm-field.ts';
import type { Deal } from '#core/model/deal.ts';
import type { Organization } from '#core/model/organization.ts';
import type { Person } from '#core/model/person.ts';
import type { Pipeline, Stage } from '#core/model/pipeline.ts';
import type { StaffMember } from '#core/model/staff-member.ts';
import type {
  DealRecord,
  FieldRecord,
  OrganizationRecord,
  PersonRecord,
  PipelineRecord,
  StageRecord,
  UserRecord,
} from './schema.ts';

/** A deal in our words. `is_deleted` wins over `status`, which keeps its last value (pipedrive.md 2.2). */
export function toDeal(record: DealRecord): Deal {
  return {
    id: record.id,
    title: record.title,
    status: record.is_deleted ? 'deleted' : record.status,
    ownerId: record.owner_id,
    personId: record.person_id,
    organizationId: record.org_id,
    pipelineId: record.pipeline_id,
    stageId: record.stage_id,
    lostReason: record.lost_reason,
    addedAt: record.add_time,
    updatedAt: record.update_time,
    customFields: record.custom_fields,
  };
}

/** A person in our words: addresses and numbers as typed, the primary one first, blanks left out. */
export function toPerson(record: PersonRecord): Person {
  return {
    id: record.id,
    name: record.name,
    emails: primaryFirst(record.emails),
    phones: primaryFirst(record.phones),
    ownerId: record.owner_id,
    organizationId: record.org_id,
    addedAt: record.add_time,
    updatedAt: record.update_time,
    customFields: record.custom_fields,
  };
}

function primaryFirst(points: PersonRecord['emails']): string[] {
  const filled = points.filter(({ value }) => value.trim() !== '');
  const [primary, others] = [
    filled.filter((point) => point.primary),
    filled.filter((point) => !point.primary),
  ];
  return [...primary, ...others].map(({ value }) => value);
}

/** An organization in our words. */
export function toOrganization(record: OrganizationRecord): Organization {
  return { id: record.id, name: record.name, ownerId: record.owner_id, updatedAt: record.update_time };
}

/** A pipeline in our words. */
export function toPipeline(record: PipelineRecord): Pipeline {
  return { id: record.id, name: record.name, order: record.order_nr };
}

/** A stage in our words. */
export function toStage(record: StageRecord): Stage {
  return { id: record.id, name: record.name, pipelineId: record.pipeline_id, order: record.order_nr };
}

/** A field definition in our words. */
export function toField({ field_name: name, field_code: code, options }: FieldRecord): CrmField {
  return { name, code, options };
}

/** A Pipedrive user in our words. */
export function toStaffMember(record: UserRecord): StaffMember {
  return { id: record.id, name: record.name, email: record.email, active: record.active_flag === true };
}
