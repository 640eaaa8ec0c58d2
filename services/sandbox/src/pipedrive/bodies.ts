import { z } from 'zod';
import { instantText } from './strict-input.ts';

// Bodies of v2 writes: the keys of the official description, strict (pipedrive.md 2.2, 2.4 to 2.6).

const id = z.number().int().positive();
const optionalId = id.nullable().optional();
const day = z.string().regex(/^\d{4}-\d{2}-\d{2}$/, 'must be YYYY-MM-DD');
const clock = z
  .string()
  .regex(/^\d{2}:\d{2}(:\d{2})?$/, 'must be HH:MM:SS')
  .nullable()
  .optional();
const instant = instantText.nullable().optional();
const labels = z.array(id).optional();
// 1, 3, 5 and 7 are the levels of all plans together.
const visibleTo = z.literal([1, 3, 5, 7]).optional();
const customFields = z.record(z.string(), z.unknown()).optional();
const contactPoints = z
  .array(z.strictObject({ value: z.string(), primary: z.boolean().optional(), label: z.string().optional() }))
  .optional();
const address = z
  .strictObject({
    value: z.string(),
    country: z.string().nullable().optional(),
    admin_area_level_1: z.string().nullable().optional(),
    admin_area_level_2: z.string().nullable().optional(),
    locality: z.string().nullable().optional(),
    sublocality: z.string().nullable().optional(),
    route: z.string().nullable().optional(),
    street_number: z.string().nullable().optional(),
    subpremise: z.string().nullable().optional(),
    postal_code: z.string().nullable().optional(),
  })
  .nullable()
  .optional();

/** PATCH of a deal. */
export const dealPatch = z.strictObject({
  title: z.string().min(1).optional(),
  owner_id: id.optional(),
  person_id: optionalId,
  org_id: optionalId,
  pipeline_id: id.optional(),
  stage_id: id.optional(),
  value: z.number().nullable().optional(),
  currency: z.string().length(3).optional(),
  is_deleted: z.boolean().optional(),
  is_archived: z.boolean().optional(),
  archive_time: instant,
  status: z.enum(['open', 'won', 'lost']).optional(),
  probability: z.number().min(0).max(100).nullable().optional(),
  lost_reason: z.string().nullable().optional(),
  visible_to: visibleTo,
  close_time: instant,
  won_time: instant,
  lost_time: instant,
  expected_close_date: day.nullable().optional(),
  label_ids: labels,
  custom_fields: customFields,
});

/** POST of a deal: only the title is required. */
export const dealBody = dealPatch.extend({ title: z.string().min(1) });

/** PATCH of a person. The keys of contact sync and Campaigns are known, and refused with 403 by the handler. */
export const personPatch = z.strictObject({
  name: z.string().min(1).optional(),
  owner_id: id.optional(),
  org_id: optionalId,
  emails: contactPoints,
  phones: contactPoints,
  visible_to: visibleTo,
  label_ids: labels,
  postal_address: z.unknown().optional(),
  notes: z.unknown().optional(),
  im: z.unknown().optional(),
  birthday: z.unknown().optional(),
  job_title: z.unknown().optional(),
  marketing_status: z.unknown().optional(),
  custom_fields: customFields,
});

/** POST of a person: the description requires nothing, `add_time` may be given. */
export const personBody = personPatch.extend({ add_time: instantText.optional() });

/** PATCH of an organization. */
export const organizationPatch = z.strictObject({
  name: z.string().min(1).optional(),
  owner_id: id.optional(),
  visible_to: visibleTo,
  label_ids: labels,
  address,
  website: z.string().nullable().optional(),
  linkedin: z.string().nullable().optional(),
  industry: z.number().int().nullable().optional(),
  annual_revenue: z.number().int().nullable().optional(),
  employee_count: z.number().int().nullable().optional(),
  custom_fields: customFields,
});

/** POST of an organization. */
export const organizationBody = organizationPatch.extend({
  name: z.string().min(1),
  add_time: instantText.optional(),
});

/**
 * POST and PATCH of an activity (pipedrive.md 2.8). Leads, projects, locations and attendees are not simulated; `person_id` is
 * read-only although the description lists it.
 */
export const activityBody = z.strictObject({
  subject: z.string().optional(),
  type: z.string().optional(),
  owner_id: id.optional(),
  deal_id: optionalId,
  org_id: optionalId,
  due_date: day.nullable().optional(),
  due_time: clock,
  duration: clock,
  busy: z.boolean().optional(),
  done: z.boolean().optional(),
  participants: z.array(z.strictObject({ person_id: id, primary: z.boolean().optional() })).optional(),
  public_description: z.string().nullable().optional(),
  priority: z.number().int().nullable().optional(),
  note: z.string().nullable().optional(),
});

export type DealPatch = z.input<typeof dealPatch>;
export type DealBody = z.input<typeof dealBody>;
export type PersonPatch = z.input<typeof personPatch>;
export type PersonBody = z.input<typeof personBody>;
export type OrganizationPatch = z.input<typeof organizationPatch>;
export type OrganizationBody = z.input<typeof organizationBody>;
export type ActivityBody = z.input<typeof activityBody>;
