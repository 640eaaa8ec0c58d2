import { z } from 'zod';

const id = z.int();

/** An inbox; `mailbox` in paths and fields (helpscout.md 2). */
export const inbox = z.object({
  id,
  name: z.string(),
  slug: z.string(),
  email: z.string(),
  createdAt: z.string(),
  updatedAt: z.string(),
});
export type Inbox = z.infer<typeof inbox>;

/** An agent. */
export const agent = z.object({
  id,
  firstName: z.string(),
  lastName: z.string(),
  email: z.string(),
  role: z.enum(['owner', 'admin', 'user']),
  timezone: z.string(),
  /** Deactivated agents are gone from every answer; a token behind one is refused. */
  isActive: z.boolean(),
  createdAt: z.string(),
  updatedAt: z.string(),
});
export type Agent = z.infer<typeof agent>;

export const customerEmail = z.object({ id, value: z.string(), type: z.string() });
export type CustomerEmail = z.infer<typeof customerEmail>;

/** The first e-mail is the default one. `properties`: by slug, as text. */
export const customer = z.object({
  id,
  firstName: z.string(),
  lastName: z.string(),
  jobTitle: z.string(),
  organization: z.string(),
  background: z.string(),
  emails: z.array(customerEmail),
  properties: z.record(z.string(), z.string()),
  /** Merged into this customer: no longer there under its own id. */
  mergedIntoId: id.nullable(),
  createdAt: z.string(),
  updatedAt: z.string(),
});
export type Customer = z.infer<typeof customer>;

export const conversationStatus = z.enum(['active', 'pending', 'closed', 'spam']);
export type ConversationStatus = z.infer<typeof conversationStatus>;

const author = z.object({ type: z.enum(['customer', 'user']), id });
export type Author = z.infer<typeof author>;

export const conversation = z.object({
  id,
  /** As people say it. */
  number: z.int(),
  mailboxId: id,
  status: conversationStatus,
  state: z.enum(['draft', 'published', 'deleted']),
  subject: z.string(),
  /** Null once the customer was deleted. */
  customerId: id.nullable(),
  createdBy: author,
  assigneeId: id.nullable(),
  /** Names, in the order of tagging. */
  tags: z.array(z.string()),
  createdAt: z.string(),
  /** What `modifiedSince` and `modifiedAt` look at: any change. */
  modifiedAt: z.string(),
  /** Of the last thing an agent did. */
  userUpdatedAt: z.string(),
  closedAt: z.string().nullable(),
  closedById: id.nullable(),
  mergedIntoId: id.nullable(),
});
export type Conversation = z.infer<typeof conversation>;

/** `data`: base64. */
export const attachment = z.object({
  id,
  filename: z.string(),
  mimeType: z.string(),
  size: z.int(),
  /** While Help Scout looks it over for viruses: `pending`. */
  state: z.enum(['valid', 'pending', 'infected']),
  data: z.string(),
});
export type Attachment = z.infer<typeof attachment>;

/** `scheduledFor`: an instant; who asked. */
export const schedule = z.object({
  scheduledFor: z.string(),
  unscheduleOnCustomerReply: z.boolean(),
  sendAsCreator: z.boolean(),
  byId: id,
});
export type Schedule = z.infer<typeof schedule>;

export const thread = z.object({
  id,
  conversationId: id,
  /** As it is read: `message` is an agent's reply. */
  type: z.enum(['customer', 'message', 'note', 'lineitem']),
  /** Of the conversation when it was written. */
  status: z.union([conversationStatus, z.literal('nochange')]),
  state: z.enum(['published', 'draft', 'hidden']),
  /** HTML. */
  body: z.string(),
  /** What a line item tells. `originalConversationId`: of a merge. */
  action: z.object({ type: z.string(), text: z.string(), originalConversationId: id.nullable() }),
  createdBy: author,
  customerId: id.nullable(),
  assigneeId: id.nullable(),
  savedReplyId: id.nullable(),
  to: z.array(z.string()),
  cc: z.array(z.string()),
  bcc: z.array(z.string()),
  /** `api` for what an app wrote. */
  via: z.enum(['email', 'web', 'api']),
  attachments: z.array(attachment),
  schedule: schedule.nullable(),
  isImported: z.boolean(),
  createdAt: z.string(),
});
export type Thread = z.infer<typeof thread>;

/** Lives in one inbox; `text` is HTML. */
export const savedReply = z.object({
  id,
  mailboxId: id,
  name: z.string(),
  text: z.string(),
  chatText: z.string(),
});
export type SavedReply = z.infer<typeof savedReply>;

export const propertyType = z.enum(['number', 'text', 'url', 'date', 'dropdown']);
export const propertyDefinition = z.object({
  type: propertyType,
  slug: z.string(),
  name: z.string(),
  options: z.array(z.object({ id: z.string(), label: z.string() })),
});
export type PropertyDefinition = z.infer<typeof propertyDefinition>;

export const tag = z.object({ id, name: z.string(), slug: z.string(), color: z.string() });
export type Tag = z.infer<typeof tag>;

export const webhook = z.object({
  id,
  url: z.string(),
  events: z.array(z.string()),
  secret: z.string(),
  state: z.enum(['enabled', 'disabled']),
  /** The body is the address of the resource alone. */
  notification: z.boolean(),
  label: z.string().nullable(),
  mailboxIds: z.array(id),
  /** Events given up since it was enabled: ten disable it. */
  droppedCount: z.int(),
});
export type Webhook = z.infer<typeof webhook>;

/** `diesAt`: when it expires, or was replaced. */
export const accessToken = z.object({ token: z.string(), agentId: id, diesAt: z.string() });
export type AccessToken = z.infer<typeof accessToken>;
export const authorizationCode = z.object({ code: z.string(), agentId: id, diesAt: z.string() });
export const refreshToken = z.object({ token: z.string(), agentId: id });

/** A mail that left to a customer; it also lies in the sandbox's mailbox. */
export const mailSent = z.object({
  threadId: id,
  conversationId: id,
  from: z.string(),
  to: z.array(z.string()),
  subject: z.string(),
  html: z.string(),
  sentAt: z.string(),
});
export type MailSent = z.infer<typeof mailSent>;

/** What differs from account to account, or is documented nowhere: tests set it in place. */
export const settings = z.object({
  /** False: the plan lacks customer properties, which are answered 403. */
  hasCustomerProperties: z.boolean(),
  /** A new token ends those given out before. */
  doesTokenKillOlder: z.boolean(),
  /** Lists name a `next` on their last page, and on empty ones. */
  hasBogusNext: z.boolean(),
  pageSize: z.int(),
  /** Tells the id of a new saved reply in a header. */
  tellsSavedReplyId: z.boolean(),
  /** `status=all` beside `query` is refused with 400. */
  refusesStatusAllWithQuery: z.boolean(),
  /** A draft that was never scheduled can be sent by PATCH …/schedule. */
  publishesUnscheduled: z.boolean(),
  /** PATCH /draft on a published conversation sends its draft replies. */
  publishesByConversation: z.boolean(),
  /** Writes `<br />` where a text has `<br>`, and so on. */
  rewritesHtml: z.boolean(),
  /** How long what changed is not found by `query`, in milliseconds. */
  searchLagMs: z.int(),
  /** Keeps a `savedReplyId` that comes with a reply by the API; else only what agents insert has one. */
  keepsSavedReplyId: z.boolean(),
});
export type Settings = z.infer<typeof settings>;

export const limits = z.object({ isOn: z.boolean(), perMinute: z.int() });
export type Limits = z.infer<typeof limits>;

/** How webhooks are sent again: pauses before the second attempt and so on; the waiting for an answer. */
export const webhookSettings = z.object({
  retryMs: z.array(z.int()),
  timeoutMs: z.int(),
  /** So many dropped events disable a webhook. */
  droppedCountMax: z.int(),
});
