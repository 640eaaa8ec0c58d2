import * as z from 'zod';
import { CustomValues } from './crm-field.ts';

export const DealStatus = z.enum(['open', 'won', 'lost', 'deleted']);
export type DealStatus = z.infer<typeof DealStatus>;

/** A deal of the CRM, as far as the processes care. */
export const Deal = z.object({
  id: z.number().int(),
  title: z.string(),
  status: DealStatus,
  ownerId: z.number().int().nullable(),
  personId: z.number().int().nullable(),
  organizationId: z.number().int().nullable(),
  pipelineId: z.number().int().nullable(),
  stageId: z.number().int().nullable(),
  lostReason: z.string().nullable(),
  addedAt: z.string().nullable(),
  updatedAt: z.string().nullable(),
  /** Absent in what was kept before custom fields were. */
  customFields: CustomValues.default({}),
});
export type Deal = z.infer<typeof Deal>;
