import * as z from 'zod';

/** Text that everything downstream can hold: no null character, no half of a surrogate pair. */
const text = z.string().refine((given) => given.isWellFormed() && !given.includes('\u0000'));
const requestId = z.uuid();
const envelope = { commandId: z.uuid() };

/** What surfaces may ask for, word for word as in interfaces.md section 3. */
export const Command = z.discriminatedUnion('type', [
  z.object({
    ...envelope,
    type: z.literal('accept-request'),
    requestId,
    target: text.min(1).max(100).optional(),
    attachToDealId: z.number().int().positive().optional(),
  }),
  z.object({
    ...envelope,
    type: z.literal('refuse-request'),
    requestId,
    reason: text.min(1).max(100),
    note: text.max(3000).optional(),
  }),
  z.object({
    ...envelope,
    type: z.literal('ask-for-evidence'),
    requestId,
    document: text.trim().min(1).max(300),
  }),
  z.object({ ...envelope, type: z.literal('record-evidence'), requestId }),
  z.object({ ...envelope, type: z.literal('reconsider-request'), requestId }),
  z.object({ ...envelope, type: z.literal('undo-decision'), requestId }),
  z.object({ ...envelope, type: z.literal('retry-effect'), effectId: z.uuid() }),
]);
export type Command = z.infer<typeof Command>;
export type CommandType = Command['type'];
