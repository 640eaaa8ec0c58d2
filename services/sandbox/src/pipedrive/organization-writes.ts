import { isDeepStrictEqual } from 'node:util';
import type { OrganizationBody, OrganizationPatch } from './bodies.ts';
import type { Actor, PipedriveContext } from './context.ts';
import { withCustomValues } from './custom-fields.ts';
import { liveById, nextId, replace } from './lookup.ts';
import type { Organization } from './records.ts';
import { checkReferences } from './references.ts';
import { notFound } from './refusal.ts';
import { v2Time } from './times.ts';

function changes(sent: OrganizationPatch): Partial<Organization> {
  const { custom_fields, ...plain } = sent;
  return Object.fromEntries(Object.entries(plain).filter(([, value]) => value !== undefined));
}

/** Creates an organization as `actor`, who owns it by default. Throws a 400 Refusal. */
export function addOrganization(
  context: PipedriveContext,
  actor: Actor,
  sent: OrganizationBody,
): Organization {
  const { memory } = context;
  checkReferences(memory, sent);
  const at = v2Time(context.now());
  const customFields = withCustomValues(memory.fields.organization, {}, sent.custom_fields);
  const organization: Organization = {
    id: nextId(memory, 'organization'),
    owner_id: actor.userId,
    add_time: at,
    update_time: at,
    is_deleted: false,
    visible_to: 3,
    address: null,
    label_ids: [],
    website: null,
    linkedin: null,
    industry: null,
    annual_revenue: null,
    employee_count: null,
    ...changes(sent),
    name: sent.name,
    custom_fields: customFields,
  };
  memory.organizations.push(organization);
  context.publish({ action: 'create', entity: 'organization', before: null, after: organization, actor });
  return organization;
}

/** Changes the sent fields of an organization. Throws 404 when unknown or deleted, 400 for bad values. */
export function changeOrganization(
  context: PipedriveContext,
  actor: Actor,
  id: number,
  sent: OrganizationPatch,
): Organization {
  const { memory } = context;
  const before = liveById(memory.organizations, id);
  if (!before) throw notFound();
  checkReferences(memory, sent);
  const customFields = withCustomValues(memory.fields.organization, before.custom_fields, sent.custom_fields);
  const wanted: Organization = { ...before, ...changes(sent), custom_fields: customFields };
  if (isDeepStrictEqual(wanted, before)) return before;
  const after = { ...wanted, update_time: v2Time(context.now()) };
  replace(memory.organizations, after);
  context.publish({ action: 'change', entity: 'organization', before, after, actor });
  return after;
}

/** Marks an organization as deleted. Throws 404. */
export function removeOrganization(context: PipedriveContext, actor: Actor, id: number): void {
  const before = liveById(context.memory.organizations, id);
  if (!before) throw notFound();
  replace(context.memory.organizations, { ...before, is_deleted: true, update_time: v2Time(context.now()) });
  context.publish({ action: 'delete', entity: 'organization', before, after: null, actor });
}
