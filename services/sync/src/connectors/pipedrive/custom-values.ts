import * as z from 'zod';
import type { CustomValues } from '#core/model/crm-field.ts';

const plain = z.union([z.string(), z.number()]);

/** REST v2 gives the bare value (pipedrive.md 2.10), webhooks an object with its type (3.4); the two never look alike. */
const simpleValue = z.union([
  plain,
  z
    .object({
      type: z.enum(['varchar', 'varchar_auto', 'text', 'phone', 'double', 'int', 'date']),
      value: plain,
    })
    .transform(({ value }) => value),
  z.object({ type: z.enum(['enum', 'user', 'org', 'people']), id: plain }).transform(({ id }) => id),
]);

/**
 * `custom_fields` of a record, the simple values alone: an account has some ninety fields and most are not set, so
 * those are left out (pipedrive.md 2.3). Never fails.
 */
export const CustomFieldValues = z
  .record(z.string(), z.unknown())
  .nullish()
  .catch(null)
  .transform((fields): CustomValues => {
    const read = Object.entries(fields ?? {}).map(([code, value]) => [
      code,
      simpleValue.safeParse(value).data,
    ]);
    return Object.fromEntries(read.filter(([, value]) => value !== undefined));
  });
