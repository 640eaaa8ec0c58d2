import * as z from 'zod';
import { plainText } from './command-fields.ts';

const envelope = { commandId: z.uuid(), conversationId: z.int().positive() };

/** What the sidebar beside a conversation asks for, word for word as in interfaces.md section 5. */
export const ConversationCommand = z.discriminatedUnion('type', [
  /** `reply`: a key of the settings' `savedReplies`. */
  z.object({ ...envelope, type: z.literal('place-saved-reply'), reply: z.string().min(1).max(100) }),
  /** What is left out is the customer's. Answered as `enter-request` (EnterRequestAnswer). */
  z.object({
    ...envelope,
    type: z.literal('open-request-from-conversation'),
    name: plainText.trim().min(1).max(200).optional(),
    email: plainText.trim().max(254).optional(),
    phone: plainText.trim().max(50).optional(),
    organization: plainText.trim().max(200).optional(),
    need: plainText.trim().max(3000).optional(),
  }),
  /** Of several requests that match, the one the conversation is about. */
  z.object({ ...envelope, type: z.literal('link-conversation'), requestId: z.uuid() }),
]);
export type ConversationCommand = z.infer<typeof ConversationCommand>;
