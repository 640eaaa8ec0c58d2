import type { Ending, Place } from './model.ts';

/** What is found in all systems about one telling once everything is quiet. */
export interface Seen {
  /** Null: the store knows nothing of it. */
  step: string | null;
  accounts: number;
  mails: Ending['mails'];
  /** Mails of which the journal tells staff that the process died while it handed them over, so they may be missing. */
  mailsInDoubt: number;
  /** Mails of any other kind. */
  otherMails: string[];
  personOwner: number | null;
  /** The person's deals that were not removed, the request's own first. */
  deals: Place[];
  participants: number;
  keptNotes: number;
  activities: { call: number; welcome: number; other: number };
  /** Requests announced in Slack, and how often their threads tell a decision. */
  messages: number;
  threads: { acceptance: number; refusal: number };
  /** Of the conversation in Help Scout. */
  drafts: number;
  conversationNotes: number;
  isTagged: boolean;
  decisions: Ending['decisions'];
}
