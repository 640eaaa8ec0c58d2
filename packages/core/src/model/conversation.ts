import * as z from 'zod';
import { AdminAccountState } from './admin-account.ts';
import { Surface } from './staff-member.ts';

const id = z.number().int();

/** A file somebody attached; `isReady`: it was scanned, and is not empty (E-65). */
export const AttachmentFacts = z.object({
  id,
  threadId: id,
  name: z.string(),
  mimeType: z.string(),
  /** In bytes. */
  size: z.number().int(),
  isReady: z.boolean(),
  at: z.string(),
});
export type AttachmentFacts = z.infer<typeof AttachmentFacts>;

/** One entry of a conversation, without its text. */
export const ThreadFacts = z.object({
  id,
  kind: z.enum(['customer', 'reply', 'note', 'other']),
  isDraft: z.boolean(),
  at: z.string(),
  byEmail: z.string().nullable(),
});
export type ThreadFacts = z.infer<typeof ThreadFacts>;

/** A conversation of the help desk as it was read; its texts stay there. */
export const ConversationFacts = z.object({
  id,
  /** As people say it; null where it has none yet. */
  number: id.nullable(),
  mailboxId: id,
  subject: z.string(),
  status: z.string(),
  tags: z.array(z.string()),
  webUrl: z.string(),
  createdAt: z.string(),
  /** Of everything the help desk's list tells of it: another look is a change. */
  look: z.string(),
  /** Whose it is, with every address they have, normalised; id null: the help desk deleted them. */
  customer: z.object({
    id: id.nullable(),
    firstName: z.string(),
    lastName: z.string(),
    emails: z.array(z.string()),
  }),
  assignee: z.object({ name: z.string(), email: z.string().nullable() }).nullable(),
  /** Newest first; older ones than those listed exist where `hasOlder`. */
  threads: z.array(ThreadFacts),
  hasOlder: z.boolean(),
  /** An agent used a saved reply about accounts in the help desk itself. */
  usedSavedReply: z.boolean(),
  attachments: z.array(AttachmentFacts),
});
export type ConversationFacts = z.infer<typeof ConversationFacts>;

/** A conversation as a request remembers it. */
export const ConversationReference = z.object({ id, number: id.nullable(), webUrl: z.string() });
export type ConversationReference = z.infer<typeof ConversationReference>;

/** A document somebody sent for a request: where it is, never its content. */
export const RequestDocument = AttachmentFacts.omit({ isReady: true }).extend({ conversationId: id });
export type RequestDocument = z.infer<typeof RequestDocument>;

/** What a conversation is told of a request it belongs to. */
export const RequestPicture = z.object({
  requestId: z.string(),
  step: z.string(),
  personId: id,
  dealId: id.nullable(),
  ownerId: id.nullable(),
  decision: z
    .object({
      type: z.string(),
      /** Key of the refusal reason. */
      reason: z.string().nullable(),
      by: z.string(),
      from: Surface,
      at: z.string(),
    })
    .nullable(),
  accountState: AdminAccountState.nullable(),
  /** Since when a document is awaited. */
  evidenceAskedAt: z.string().nullable(),
});
export type RequestPicture = z.infer<typeof RequestPicture>;
