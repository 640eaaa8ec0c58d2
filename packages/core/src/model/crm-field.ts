import * as z from 'zod';

/** The definition of a custom field of the CRM. */
export const CrmField = z.object({
  name: z.string(),
  /** Under which the records bear its value. */
  code: z.string(),
  /** As Pipedrive calls it (pipedrive.md 2.10): "varchar", "enum"…; absent where it is not known. */
  type: z.string().optional(),
  /** What may be chosen; empty for a field that is typed in. */
  options: z.array(z.object({ id: z.union([z.number(), z.string()]), label: z.string() })),
});
export type CrmField = z.infer<typeof CrmField>;

/**
 * Values of custom fields by field code: texts, numbers, dates as YYYY-MM-DD, and of a choice the id of its option.
 * A field that is not set is null or absent; values of several parts (amounts, addresses, sets) are left out.
 */
export const CustomValues = z.record(z.string(), z.union([z.string(), z.number(), z.null()]));
export type CustomValues = z.infer<typeof CustomValues>;
