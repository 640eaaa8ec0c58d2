import type { Activity } from '#core/model/activity.ts';
import type { CrmField } from '#core/model/crm-field.ts';
import type { Deal } from '#core/model/deal.ts';
import type { Organization } from '#core/model/organization.ts';
import type { Person } from '#core/model/person.ts';
import type { Pipeline, Stage } from '#core/model/pipeline.ts';
import type { StaffMember } from '#core/model/staff-member.ts';
import type { CurrentUser } from './port.ts';
import type {
  ActivityRecord,
  CurrentUserRecord,
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

/** An activity in our words; a day that is none is left out. */
export function toActivity(record: ActivityRecord): Activity {
  return {
    id: record.id,
    subject: record.subject,
    type: record.type,
    done: record.done === true,
    dueOn: /^\d{4}-\d\d-\d\d/.exec(record.due_date ?? '')?.[0] ?? null,
    dealId: record.deal_id,
    personId: record.person_id,
    ownerId: record.owner_id,
    updatedAt: record.update_time,
    doneAt: record.marked_as_done_time,
  };
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
export function toField({
  field_name: name,
  field_code: code,
  field_type: type,
  options,
}: FieldRecord): CrmField {
  return { name, code, ...(type && { type }), options };
}

/** A Pipedrive user in our words; webhooks tell no role (pipedrive.md 3.4). */
export function toStaffMember(record: UserRecord): StaffMember {
  return {
    id: record.id,
    name: record.name,
    email: record.email,
    active: record.active_flag === true,
    ...(record.role_id !== null && { roleId: record.role_id }),
    ...(record.access !== null && { isAdmin: isAdmin(record) }),
  };
}

/** The user a token belongs to, in our words. */
export function toCurrentUser(record: CurrentUserRecord): CurrentUser {
  return {
    id: record.id,
    companyId: String(record.company_id),
    name: record.name,
    email: record.email,
    isAdmin: isAdmin(record),
    roleId: record.role_id,
    companyName: record.company_name,
    companyDomain: record.company_domain,
    locale: record.locale,
    language: record.language?.language_code ?? null,
  };
}

function isAdmin({ access }: UserRecord): boolean {
  return (access ?? []).some(({ app, admin }) => (app === 'sales' || app === 'global') && admin === true);
}
