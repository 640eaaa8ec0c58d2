import type { DecisionChoices, EffectView, RequestDetails } from './request-view.ts';

/** Account of a person as agents see it: `reminded` = invited, and the link was sent once more. */
export interface AccountView {
  state: 'invited' | 'reminded' | 'active' | 'expired' | 'gone';
  /** In the reader's words. */
  text: string;
  /** When the link ends; null where the directory does not say. */
  expiresAt: string | null;
}

/** Somebody the conversation may be about, by one of the customer's addresses. */
export interface ConversationMatch {
  person: { name: string; emails: string[] };
  request: RequestDetails;
  /** Null where there is none. */
  deal: { title: string; url: string | null; owner: string | null } | null;
  account: AccountView | null;
  /** The request belongs to this conversation for certain. */
  isLinked: boolean;
}

/** A saved reply as it would leave, resolved for this conversation. */
export interface ReplyChoice {
  /** Key of the settings' `savedReplies`. */
  key: string;
  /** Its name in Help Scout. */
  name: string;
  /** Plain text. */
  preview: string;
  /** The one that fits the request as it stands. */
  isProposed: boolean;
  /** Why it cannot be placed, in the reader's words. */
  problem: string | null;
}

/** A reply that was placed from here. */
export interface PlacedReplyView {
  id: string;
  name: string;
  by: string;
  at: string;
  state: 'placing' | 'draft' | 'sent' | 'discarded' | 'failed';
  problem: string | null;
}

/** A file of the conversation that can become the document of the request. */
export interface AttachmentView {
  id: number;
  name: string;
  /** In bytes. */
  size: number;
  at: string;
  /** Why it cannot be taken, in the reader's words. */
  problem: string | null;
}

/** Another conversation of the same customer. */
export interface EarlierConversation {
  number: number | null;
  subject: string;
  at: string;
  webUrl: string;
  isAboutAccounts: boolean;
}

/** The first answer: since when it is waited for, until when, and how long it took, in working time. */
export interface AnswerClockView {
  waitingSince: string | null;
  dueAt: string | null;
  isLate: boolean;
  tookMinutes: number | null;
}

/** `GET /api/conversations/{conversationId}`: what the sidebar shows. Words are the reader's, instants UTC. */
export interface ConversationView {
  conversationId: number;
  number: number | null;
  subject: string;
  /** Where it is in Help Scout; null before it was read. */
  webUrl: string | null;
  isAboutAccounts: boolean;
  customer: { name: string; emails: string[] };
  /** Several are shown, none is guessed; none = unknown here. */
  matches: ConversationMatch[];
  /** What a request opened from here begins with. */
  prefilled: { name: string; email: string };
  replies: ReplyChoice[];
  placed: PlacedReplyView[];
  attachments: AttachmentView[];
  earlier: EarlierConversation[];
  answer: AnswerClockView;
  /** What was done for the conversation itself and did not succeed yet. */
  effects: EffectView[];
  choices: DecisionChoices;
  /** Replies are mailed at once instead of being placed as drafts. */
  sendsAtOnce: boolean;
  /** Something the agent should know: Help Scout could not be read, and what is shown is older. */
  trouble: string | null;
}

/** Answer of `place-saved-reply` and `link-conversation`. */
export interface ConversationAnswer {
  outcome: 'advanced' | 'ignored' | 'refused';
  reason: string | null;
  view: ConversationView | null;
}
