import * as z from 'zod';
import { RecordId } from './schema.ts';

/** The vendor's answers about the set-up of a company, as far as we use them; see schema.ts for their habits. */
const flag = z.union([z.boolean(), z.number().transform((value) => value !== 0)]).nullish();
const text = z
  .string()
  .nullish()
  .transform((value) => value ?? '');

/** A subscription; its password comes back in clear (pipedrive.md 3.1) and is not read. */
export const WebhookRecord = z.object({
  id: RecordId,
  event_object: text,
  event_action: text,
  subscription_url: text,
  name: text,
  is_active: flag,
  version: text,
  http_auth_user: z
    .string()
    .nullish()
    .transform((value) => value ?? null),
});
export type WebhookRecord = z.output<typeof WebhookRecord>;

export const FilterRecord = z.object({
  id: RecordId,
  name: text,
  type: text,
  active_flag: flag,
  temporary_flag: flag,
});

/** A field definition of v1, for its number (pipedrive.md 2.10); parts of compound fields have none. */
export const NumberedFieldRecord = z.object({ id: RecordId.nullish(), key: z.string(), name: text });

export const ActivityTypeRecord = z.object({
  id: RecordId,
  key_string: z.string(),
  name: text,
  order_nr: z
    .number()
    .nullish()
    .transform((value) => value ?? 0),
  active_flag: flag,
});
export type ActivityTypeRecord = z.output<typeof ActivityTypeRecord>;
