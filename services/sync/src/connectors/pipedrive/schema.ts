import * as z from 'zod';
import { CustomFieldValues } from './custom-values.ts';
import { readableRows } from './list-rows.ts';

/**
 * Pipedrive's answers as far as we use them. Nullability in the vendor's descriptions is unreliable
 * (pipedrive.md 2.3), so everything but the id may be null or absent; webhooks write some ids as strings, and
 * v1 puts some into objects.
 */
const plainId = z.union([
  z.number().int(),
  z
    .string()
    .regex(/^\d{1,15}$/)
    .transform(Number),
]);
const nestedId = z.union([
  z.object({ value: plainId }).transform(({ value }) => value),
  z.object({ id: plainId }).transform(({ id }) => id),
]);
export const RecordId = z.union([plainId, nestedId]);

const linkedId = RecordId.nullish().transform((id) => id ?? null);
const text = z
  .string()
  .nullish()
  .transform((value) => value ?? '');
const optionalText = z
  .string()
  .nullish()
  .transform((value) => value ?? null);
const flag = z.union([z.boolean(), z.number().transform((value) => value !== 0)]).nullish();

/** `2026-05-27T06:54:41Z`, or v1's `2026-05-27 06:54:41` (UTC), or seconds since 1970 (user webhooks). */
export const Instant = z
  .union([z.string(), z.number()])
  .nullish()
  .transform((value) => instantOf(value ?? null));

function instantOf(value: string | number | null): string | null {
  if (value === null || value === '') return null;
  const seconds = typeof value === 'number' ? value : /^\d{9,11}$/.test(value) ? Number(value) : null;
  const zoned = /^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d$/.test(String(value))
    ? `${value}Z`.replace(' ', 'T')
    : value;
  const at = new Date(seconds === null ? zoned : seconds * 1000);
  return Number.isNaN(at.getTime()) ? null : at.toISOString().replace(/\.\d{3}Z$/, 'Z');
}

export const DealRecord = z.object({
  id: RecordId,
  title: text,
  status: z.enum(['open', 'won', 'lost', 'deleted']),
  owner_id: linkedId,
  person_id: linkedId,
  org_id: linkedId,
  pipeline_id: linkedId,
  stage_id: linkedId,
  lost_reason: optionalText,
  add_time: Instant,
  update_time: Instant,
  is_deleted: flag,
  custom_fields: CustomFieldValues,
});
export type DealRecord = z.output<typeof DealRecord>;

/** Address lists: objects everywhere but in search results, where they are plain strings. */
const contactPoint = z.union([
  z.string().transform((value) => ({ value, primary: false })),
  z.object({ value: text, primary: flag }),
]);
const contactPoints = z
  .array(contactPoint)
  .nullish()
  .transform((points) => points ?? []);

export const PersonRecord = z.object({
  id: RecordId,
  name: text,
  emails: contactPoints,
  phones: contactPoints,
  owner_id: linkedId,
  org_id: linkedId,
  add_time: Instant,
  update_time: Instant,
  is_deleted: flag,
  custom_fields: CustomFieldValues,
});
export type PersonRecord = z.output<typeof PersonRecord>;

export const OrganizationRecord = z.object({
  id: RecordId,
  name: text,
  owner_id: linkedId,
  update_time: Instant,
  is_deleted: flag,
});
export type OrganizationRecord = z.output<typeof OrganizationRecord>;

const order = z
  .number()
  .nullish()
  .transform((value) => value ?? 0);

export const PipelineRecord = z.object({ id: RecordId, name: text, order_nr: order, is_deleted: flag });
export type PipelineRecord = z.output<typeof PipelineRecord>;

export const StageRecord = z.object({
  id: RecordId,
  name: text,
  pipeline_id: RecordId,
  order_nr: order,
  is_deleted: flag,
});
export type StageRecord = z.output<typeof StageRecord>;

/** What of the account a user may administer; `sales` is deals, `global` the account (pipedrive.md 1.1). */
const access = z
  .array(z.object({ app: text, admin: flag }))
  .nullish()
  .catch(null)
  .transform((entries) => entries ?? null);

export const UserRecord = z.object({
  id: RecordId,
  name: text,
  email: text,
  active_flag: flag,
  role_id: linkedId.catch(null),
  access,
});
export type UserRecord = z.output<typeof UserRecord>;

export const CurrentUserRecord = UserRecord.extend({
  company_id: RecordId,
  company_name: text,
  company_domain: text,
  locale: optionalText,
  language: z.object({ language_code: optionalText }).nullish().catch(null),
});
export type CurrentUserRecord = z.output<typeof CurrentUserRecord>;

export const RoleRecord = z.object({ id: RecordId, name: text, active_flag: flag });

/** v1 puts the person's id into an object of the participant (pipedrive.md 2.4). */
export const ParticipantRecord = z.object({ id: RecordId, person_id: RecordId });

export const NoteRecord = z.object({ id: RecordId, content: text });

/** One record; null where the vendor answers `data: null`. */
export const oneOf = <S extends z.ZodType>(record: S) => z.object({ data: record.nullable() });

/** A record that must be there: the answer to a write. */
export const exactlyOneOf = <S extends z.ZodType>(record: S) => z.object({ data: record });

/** An answer whose content does not matter, which may be empty; a page of text would not be Pipedrive's. */
export const Anything = z.union([z.object({}), z.literal('')]);

/** A v2 list: `data: null` is an empty one, the cursor of the next page is null or absent at the end. */
export const cursorPageOf = <S extends z.ZodType>(record: S) =>
  z.object({
    data: readableRows(record),
    additional_data: z.object({ next_cursor: z.string().nullish() }).nullish(),
  });

const offsets = z.object({
  start: z.number().nullish(),
  limit: z.number().nullish(),
  more_items_in_collection: flag,
  next_start: z.number().nullish(),
});

/** A v1 list: the paging keys sit in `pagination` or directly in `additional_data` (pipedrive.md 2.3). */
export const offsetPageOf = <S extends z.ZodType>(record: S) =>
  z.object({
    data: readableRows(record),
    additional_data: offsets.extend({ pagination: offsets.nullish() }).nullish(),
  });

/** A v1 list that is never paged. */
export const wholeListOf = <S extends z.ZodType>(record: S) => z.object({ data: readableRows(record) });

/** A field definition (pipedrive.md 2.10). */
export const FieldRecord = z.object({
  field_name: z.string(),
  field_code: z.string(),
  field_type: text,
  options: z
    .array(z.object({ id: z.union([z.number(), z.string()]), label: text }))
    .nullish()
    .transform((options) => options ?? []),
});
export type FieldRecord = z.output<typeof FieldRecord>;

/** What staff have to do or did (pipedrive.md 2.8). */
export const ActivityRecord = z.object({
  id: RecordId,
  subject: text,
  type: text,
  done: flag,
  due_date: optionalText,
  deal_id: linkedId,
  person_id: linkedId,
  owner_id: linkedId,
  update_time: Instant,
  marked_as_done_time: Instant,
  is_deleted: flag,
});
export type ActivityRecord = z.output<typeof ActivityRecord>;

/** The mail of a deal, where it is asked for (pipedrive.md 2.2, optional fields). */
export const DealMailRecord = z.object({
  id: RecordId,
  last_incoming_mail_time: Instant,
  smart_bcc_email: optionalText,
});
