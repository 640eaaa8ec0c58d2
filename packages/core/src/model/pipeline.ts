import * as z from 'zod';

export const Pipeline = z.object({ id: z.number().int(), name: z.string(), order: z.number() });
export type Pipeline = z.infer<typeof Pipeline>;

export const Stage = z.object({
  id: z.number().int(),
  name: z.string(),
  pipelineId: z.number().int(),
  order: z.number(),
});
export type Stage = z.infer<typeof Stage>;
