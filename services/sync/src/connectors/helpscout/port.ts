/** An inbox (helpscout.md 2.7). */
export interface DeskMailbox {
  id: number;
  name: string;
  email: string;
}

/** A colleague in Help Scout (helpscout.md 2.7). */
export interface DeskUser {
  id: number;
  name: string;
  /** Normalised; empty when Help Scout tells none. */
  email: string;
  isActive: boolean;
}

/** Who writes to us; without an address when Help Scout knows none (helpscout.md 2.5). */
export interface DeskCustomer {
  id: number;
  firstName: string;
  lastName: string;
  /** Normalised. */
  emails: string[];
}

export interface DeskAttachment {
  id: number;
  name: string;
  mimeType: string;
  /** In bytes. */
  size: number;
  /** False while it is scanned. */
  isReady: boolean;
}

/** One entry of a conversation; `type` and `state` are Help Scout's words (helpscout.md 2.3). */
export interface DeskThread {
  id: number;
  type: string;
  state: string;
  createdAt: string;
  by: 'customer' | 'staff' | 'other';
  byEmail: string | null;
  /** Plain text of the body. */
  text: string;
  savedReplyId: number | null;
  /** The conversation it came from, in a merged one. */
  mergedFromId: number | null;
  attachments: DeskAttachment[];
}

export interface DeskConversation {
  id: number;
  /** As people say it. */
  number: number | null;
  mailboxId: number;
  subject: string;
  status: string;
  state: string;
  tags: string[];
  customerId: number | null;
  customerEmail: string | null;
  assignee: { id: number; name: string; email: string | null } | null;
  createdAt: string;
  /** Digest of everything a list tells of it: Help Scout dates no change of every kind (helpscout.md 2.2). */
  look: string;
  webUrl: string;
}

/** What became of a conversation (helpscout.md 2.1). */
export type ConversationAnswer =
  | { kind: 'there'; conversation: DeskConversation }
  | { kind: 'merged'; intoId: number }
  | { kind: 'gone' };

export interface DeskWebhook {
  id: number;
  url: string;
  events: string[];
  state: 'enabled' | 'disabled';
  label: string | null;
}

export interface NewWebhook {
  url: string;
  events: string[];
  secret: string;
  label: string;
}

/** Help Scout's API as Passerelle uses it; each call throws OutsideError alone. */
export interface Helpscout {
  mailboxes(): Promise<DeskMailbox[]>;
  user(id: number): Promise<DeskUser | null>;
  /** Who the app acts as. */
  self(): Promise<DeskUser>;
  conversation(id: number): Promise<ConversationAnswer>;
  /** Newest first, at most `max` (default 50). */
  threads(conversationId: number, max?: number): Promise<DeskThread[]>;
  customer(id: number): Promise<DeskCustomer | null>;
  /** One page of those modified since (all statuses), newest change first; `nextPage` null at the end. */
  modifiedSince(
    since: Date,
    page: number,
    mailboxIds: readonly number[],
  ): Promise<{ conversations: DeskConversation[]; nextPage: number | null }>;
  /** Newest 25 of a customer, all statuses. */
  conversationsOf(customerId: number): Promise<DeskConversation[]>;
  /** Newest 25 of the customers with one of these addresses, all statuses. */
  conversationsWith(emails: readonly string[]): Promise<DeskConversation[]>;
  /** `send`: mails at once. Never changes the status: sends `status` as it is now. */
  reply(reply: {
    conversationId: number;
    customerId: number;
    html: string;
    send: boolean;
    status: string;
  }): Promise<{ threadId: number }>;
  note(note: { conversationId: number; html: string; status: string }): Promise<{ threadId: number | null }>;
  setTags(conversationId: number, tags: readonly string[]): Promise<void>;
  savedReplies(mailboxId: number): Promise<{ id: number; name: string; preview: string }[]>;
  savedReply(mailboxId: number, id: number): Promise<{ id: number; name: string; html: string } | null>;
  createSavedReply(mailboxId: number, reply: { name: string; html: string }): Promise<void>;
  /** Null: the plan has no customer properties. */
  customerProperties(): Promise<{ slug: string; name: string; type: string }[] | null>;
  createCustomerProperty(property: { slug: string; name: string; type: 'text' | 'url' }): Promise<void>;
  /** A value of null is removed. */
  setCustomerProperties(customerId: number, values: Record<string, string | null>): Promise<void>;
  webhooks(): Promise<DeskWebhook[]>;
  createWebhook(webhook: NewWebhook): Promise<void>;
  /** Replaces everything and enables it again. */
  replaceWebhook(id: number, webhook: NewWebhook): Promise<void>;
}
