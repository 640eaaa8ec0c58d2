import * as z from 'zod';
import { CustomValues } from './crm-field.ts';

/** A person of the CRM, as far as the processes care. */
export const Person = z.object({
  id: z.number().int(),
  name: z.string(),
  /** As typed in the CRM, the primary one first; compare only through `normaliseEmails`. */
  emails: z.array(z.string()),
  phones: z.array(z.string()),
  ownerId: z.number().int().nullable(),
  organizationId: z.number().int().nullable(),
  addedAt: z.string().nullable(),
  updatedAt: z.string().nullable(),
  /** Absent in what was kept before custom fields were. */
  customFields: CustomValues.default({}),
});
export type Person = z.infer<typeof Person>;
