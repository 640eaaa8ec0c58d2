import * as z from 'zod';

/** A client organization of the CRM. */
export const Organization = z.object({
  id: z.number().int(),
  name: z.string(),
  ownerId: z.number().int().nullable(),
  updatedAt: z.string().nullable(),
});
export type Organization = z.infer<typeof Organization>;
