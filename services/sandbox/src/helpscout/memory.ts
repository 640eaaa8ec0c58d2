import { z } from 'zod';
import {
  accessToken,
  agent,
  authorizationCode,
  conversation,
  customer,
  inbox,
  limits,
  mailSent,
  propertyDefinition,
  refreshToken,
  savedReply,
  settings,
  tag,
  thread,
  webhook,
  webhookSettings,
} from './records.ts';

/** Everything the stand-in remembers, as it stands in the memory file. */
export const helpscoutMemory = z.object({
  inboxes: z.array(inbox),
  agents: z.array(agent),
  customers: z.array(customer),
  conversations: z.array(conversation),
  /** Of all conversations, oldest first. */
  threads: z.array(thread),
  savedReplies: z.array(savedReply),
  propertyDefinitions: z.array(propertyDefinition),
  tags: z.array(tag),
  webhooks: z.array(webhook),
  accessTokens: z.array(accessToken),
  refreshTokens: z.array(refreshToken),
  codes: z.array(authorizationCode),
  /** Every mail that left to a customer, oldest first. */
  mailsSent: z.array(mailSent),
  settings,
  limits,
  webhookSettings,
  /** Counts up over all kinds, so that no two records share an id. */
  lastId: z.int(),
  lastNumber: z.int(),
});
export type HelpscoutMemory = z.infer<typeof helpscoutMemory>;
