import * as z from 'zod';
import { ConversationFacts, RequestPicture } from '../../model/conversation.ts';
import { Actor } from '../../model/staff-member.ts';

/** Positions of a conversation: not read yet, waiting for its first answer, answered, closed without one, gone. */
export const ConversationStep = z.enum(['unread', 'waiting', 'answered', 'closed', 'gone']);
export type ConversationStep = z.infer<typeof ConversationStep>;

/** A saved reply that an agent placed from our sidebar. */
export const PlacedReply = z.object({
  commandId: z.string(),
  reply: z.string(),
  name: z.string(),
  by: Actor,
  at: z.string(),
  /** Null until the help desk has it. */
  threadId: z.number().int().nullable(),
  sentAt: z.string().nullable(),
  /** An agent threw the draft away. */
  isDiscarded: z.boolean(),
});
export type PlacedReply = z.infer<typeof PlacedReply>;

/** Everything a conversation remembers. Version 1. */
export const ConversationState = z.object({
  step: ConversationStep,
  conversationId: z.number().int(),
  /** As it was last read; null before that. */
  facts: ConversationFacts.nullable(),
  /** How often something was heard of it, and how much of that the reading under way takes in; null: none is. */
  hintCount: z.number().int(),
  readingFrom: z.number().int().nullable(),
  /** Grows with every effect: each has a key of its own. */
  effectCount: z.number().int(),
  /** Why it is about accounts; null: it is not, as far as is known. */
  because: z.enum(['tag', 'subject', 'saved-reply', 'form', 'staff', 'request', 'merged']).nullable(),
  requests: z.array(RequestPicture),
  /** What was done for it already: each thing is done once. */
  isTagged: z.boolean(),
  linkedEmails: z.array(z.string()),
  /** Of one that nothing recognises: whether a request that awaits a document was looked for. */
  soughtEmails: z.array(z.string()),
  notedOutcomes: z.array(z.string()),
  notedDealIds: z.array(z.number().int()),
  toldReplyAt: z.string().nullable(),
  toldProperties: z.string().nullable(),
  placed: z.array(PlacedReply),
  /** When the first answer came, and since when it was waited for; null: not yet. */
  askedAt: z.string().nullable(),
  answeredAt: z.string().nullable(),
  isWarned: z.boolean(),
  mergedIntoId: z.number().int().nullable(),
});
export type ConversationState = z.infer<typeof ConversationState>;

export const conversationVersion = 1;

/** Reads what any version stored; throws a ZodError when it cannot be a conversation. */
export function readConversation(stored: unknown, version: number): ConversationState {
  if (version > conversationVersion)
    throw new Error(`A conversation of version ${version} was stored by a newer release: update this node.`);
  return ConversationState.parse(stored);
}

/** One of which nothing is known but its id. */
export function newConversation(conversationId: number): ConversationState {
  return {
    step: 'unread',
    conversationId,
    facts: null,
    hintCount: 0,
    readingFrom: null,
    effectCount: 0,
    because: null,
    requests: [],
    isTagged: false,
    linkedEmails: [],
    soughtEmails: [],
    notedOutcomes: [],
    notedDealIds: [],
    toldReplyAt: null,
    toldProperties: null,
    placed: [],
    askedAt: null,
    answeredAt: null,
    isWarned: false,
    mergedIntoId: null,
  };
}
