import * as z from 'zod';

/** An activity of the CRM: a call, a meeting, a task. */
export const Activity = z.object({
  id: z.number().int(),
  subject: z.string(),
  /** Key of an activity type. */
  type: z.string(),
  done: z.boolean(),
  /** YYYY-MM-DD; null: no day. */
  dueOn: z.string().nullable(),
  dealId: z.number().int().nullable(),
  personId: z.number().int().nullable(),
  ownerId: z.number().int().nullable(),
  updatedAt: z.string().nullable(),
  /** When it was marked as done; null: it is not, or that was not told. */
  doneAt: z.string().nullable(),
});
export type Activity = z.infer<typeof Activity>;
