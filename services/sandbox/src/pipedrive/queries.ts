import { z } from 'zod';
import { booleanText, idText, instantText } from './strict-input.ts';

// Queries of v2 lists and searches: strict, unknown keys are refused (pipedrive.md 2.2).

const limitUpTo = (most: number) =>
  idText.refine((limit) => limit >= 1 && limit <= most, `must be between 1 and ${most}`).optional();

const sorting = {
  sort_by: z.enum(['id', 'update_time', 'add_time']).optional(),
  sort_direction: z.enum(['asc', 'desc']).optional(),
};
const paging = { limit: limitUpTo(500), cursor: z.string().optional() };

const idList = z
  .string()
  .regex(/^\d+(,\d+)*$/, 'must be a comma-separated list of ids')
  .transform((text) => text.split(',').map(Number))
  .refine((ids) => ids.length <= 100, 'must hold at most 100 ids');

const statusList = z
  .string()
  .transform((text) => text.split(','))
  .pipe(z.array(z.enum(['open', 'won', 'lost', 'deleted'])));

const codeList = z
  .string()
  .transform((text) => text.split(','))
  .refine((codes) => codes.length <= 15, 'must hold at most 15 keys');

const view = {
  include_fields: z
    .string()
    .transform((text) => text.split(','))
    .optional(),
  custom_fields: codeList.optional(),
  include_option_labels: booleanText.optional(),
  include_labels: booleanText.optional(),
};

const delta = {
  filter_id: idText.optional(),
  ids: idList.optional(),
  owner_id: idText.optional(),
  updated_since: instantText.optional(),
  updated_until: instantText.optional(),
};

/** Query of a single record. */
export const viewQuery = z.strictObject(view);
export type ViewQuery = z.infer<typeof viewQuery>;

/** Query of GET /deals. */
export const dealList = z.strictObject({
  ...view,
  ...delta,
  ...sorting,
  ...paging,
  person_id: idText.optional(),
  org_id: idText.optional(),
  pipeline_id: idText.optional(),
  stage_id: idText.optional(),
  status: statusList.optional(),
});

/** Query of GET /persons. */
export const personList = z.strictObject({
  ...view,
  ...delta,
  ...sorting,
  ...paging,
  org_id: idText.optional(),
  deal_id: idText.optional(),
});

/** Query of GET /organizations. */
export const organizationList = z.strictObject({ ...view, ...delta, ...sorting, ...paging });

/** Query of GET /activities/{id}. */
export const activityView = z.strictObject({ include_fields: z.literal('attendees').optional() });

/** Query of GET /activities. */
export const activityList = activityView.extend({
  ...delta,
  ...paging,
  deal_id: idText.optional(),
  lead_id: z.string().optional(),
  person_id: idText.optional(),
  org_id: idText.optional(),
  done: booleanText.optional(),
  sort_by: z.enum(['id', 'update_time', 'add_time', 'due_date']).optional(),
  sort_direction: sorting.sort_direction,
});

/** Query of GET /pipelines. */
export const pipelineList = z.strictObject({ ...sorting, ...paging });

/** Query of GET /stages. */
export const stageList = z.strictObject({
  ...paging,
  sort_by: z.enum(['id', 'update_time', 'add_time', 'order_nr']).optional(),
  sort_direction: sorting.sort_direction,
  pipeline_id: idText.optional(),
});

/** Query of the field lists. */
export const fieldList = z.strictObject({ ...paging, include_fields: z.string().optional() });

const search = {
  term: z.string().min(1),
  exact_match: booleanText.optional(),
  // Refused above 100 by the live service although the description says 500 (pipedrive.md 2.2).
  limit: limitUpTo(100),
  cursor: z.string().optional(),
  include_fields: z.string().optional(),
};

function fieldsOf<const T extends readonly string[]>(names: T) {
  return z
    .string()
    .transform((text) => text.split(','))
    .pipe(z.array(z.enum(names)))
    .optional();
}

/** Query of GET /persons/search. */
export const personSearch = z.strictObject({
  ...search,
  fields: fieldsOf(['custom_fields', 'email', 'notes', 'phone', 'name']),
  organization_id: idText.optional(),
});

/** Query of GET /organizations/search. */
export const organizationSearch = z.strictObject({
  ...search,
  fields: fieldsOf(['address', 'custom_fields', 'notes', 'name']),
});

/** Query of GET /deals/search. */
export const dealSearch = z.strictObject({
  ...search,
  fields: fieldsOf(['custom_fields', 'notes', 'title']),
  person_id: idText.optional(),
  organization_id: idText.optional(),
  status: z.enum(['open', 'won', 'lost']).optional(),
});

/** Query of GET /itemSearch/field. */
export const fieldSearch = z.strictObject({
  term: search.term,
  entity_type: z.enum(['deal', 'lead', 'person', 'organization', 'product', 'project']),
  match: z.enum(['exact', 'beginning', 'middle']).optional(),
  field: z.string(),
  limit: search.limit,
  cursor: search.cursor,
});

/** Query of GET /itemSearch; item types that the stand-in does not keep find nothing. */
export const itemSearch = z.strictObject({
  ...search,
  item_types: fieldsOf([
    'deal',
    'person',
    'organization',
    'product',
    'lead',
    'file',
    'mail_attachment',
    'project',
  ]),
  fields: fieldsOf([
    'address',
    'code',
    'custom_fields',
    'email',
    'name',
    'notes',
    'phone',
    'title',
    'description',
  ]),
  search_for_related_items: booleanText.optional(),
});
