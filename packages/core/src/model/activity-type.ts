import * as z from 'zod';

/** A kind of activity of the CRM; `key` is what activities bear. */
export const ActivityType = z.object({ key: z.string(), name: z.string() });
export type ActivityType = z.infer<typeof ActivityType>;
