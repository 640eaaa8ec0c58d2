import * as z from 'zod';
import { ConversationFacts, ConversationReference, RequestDocument } from './model/conversation.ts';

const id = z.number().int();
const conversation = { conversationId: id };

/** What following conversations of the help desk does; a part of the closed list in effects.ts. */
export const conversationEffects = [
  z.object({ kind: z.literal('read-conversation'), ...conversation }),
  /** What is known of a conversation is true of the one it was merged into. */
  z.object({ kind: z.literal('follow-merge'), intoId: id }),
  /** Tells the account requests of these addresses of the conversation; `requestId`: the one a person chose. */
  z.object({
    kind: z.literal('link-conversation'),
    ...conversation,
    number: id.nullable(),
    webUrl: z.string(),
    emails: z.array(z.string()),
    requestId: z.string().nullable(),
    /** Nothing says that it is about accounts: a request that awaits a document is all that may be meant. */
    onlyAwaiting: z.boolean(),
  }),
  /** Looks for conversations about accounts with one of these addresses. */
  z.object({ kind: z.literal('find-conversations'), emails: z.array(z.string()).min(1) }),
  /** Tells a conversation how its request stands by then. */
  z.object({ kind: z.literal('tell-conversation'), ...conversation }),
  /** Tells a request that its person wrote. */
  z.object({
    kind: z.literal('tell-request'),
    ...conversation,
    requestId: z.string(),
    at: z.string(),
    documents: z.array(RequestDocument),
  }),
  z.object({ kind: z.literal('tag-conversation'), ...conversation, tag: z.string() }),
  z.object({
    kind: z.literal('note-on-conversation'),
    ...conversation,
    /** By which the note is recognised. */
    mark: z.string(),
    lines: z.array(z.string()),
  }),
  z.object({
    kind: z.literal('place-draft'),
    ...conversation,
    /** Of the command that asked for it. */
    commandId: z.string(),
    html: z.string(),
    /** Mails at once, because a setting says so. */
    send: z.boolean(),
  }),
  z.object({
    kind: z.literal('update-customer-properties'),
    ...conversation,
    customerId: id,
    requestStep: z.string(),
    accountState: z.string().nullable(),
    ownerId: id.nullable(),
    dealId: id.nullable(),
  }),
  /** In Slack, before a first answer is late. */
  z.object({
    kind: z.literal('warn-of-waiting'),
    ...conversation,
    number: id.nullable(),
    subject: z.string(),
    webUrl: z.string(),
    waitingSince: z.string(),
    dueAt: z.string(),
    /** Whose it is to answer. */
    toEmail: z.string().nullable(),
  }),
] as const;

/** What each of them answers when it is done. */
export const conversationResults = {
  /** facts null: the conversation is gone, into another one where it was merged. */
  'read-conversation': z.object({ facts: ConversationFacts.nullable(), mergedIntoId: id.nullable() }),
  'follow-merge': z.object({}),
  /** Those that were told; several that match are nobody's to choose from here. */
  'link-conversation': z.object({ requestIds: z.array(z.string()) }),
  'find-conversations': z.object({
    conversations: z.array(ConversationReference),
  }),
  'tell-conversation': z.object({}),
  'tell-request': z.object({}),
  'tag-conversation': z.object({}),
  'note-on-conversation': z.object({}),
  'place-draft': z.object({ threadId: id, commandId: z.string() }),
  /** Slugs the help desk does not have. */
  'update-customer-properties': z.object({ missing: z.array(z.string()) }),
  'warn-of-waiting': z.object({}),
};
export type ConversationEffectKind = keyof typeof conversationResults;
