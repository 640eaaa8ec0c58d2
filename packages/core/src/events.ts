import type { ConversionEvent } from './conversion-events.ts';
import type { Effect, EffectKind, EffectResult } from './effects.ts';
import type { AdminAccountState } from './model/admin-account.ts';
import type { ConversationReference, RequestDocument, RequestPicture } from './model/conversation.ts';
import type { Deal } from './model/deal.ts';
import type { DriftKind } from './model/drift.ts';
import type { Organization } from './model/organization.ts';
import type { Person } from './model/person.ts';
import type { Problem } from './model/problem.ts';
import type { Actor } from './model/staff-member.ts';
import type { Submission } from './model/submission.ts';

/** What is known of a person in the CRM at one moment: the closed facts a request is judged on. */
export interface CrmFacts {
  /** null = deleted. */
  person: Person | null;
  /** Every known deal of the person, newest first, closed and deleted ones included. */
  deals: Deal[];
  /** Those of the person and of the deals, as far as they were heard of. */
  organizations: Organization[];
}

/** A submission by another person record with the same address (E-09). */
export interface JoinedSubmission {
  personId: number;
  personName: string;
  at: string;
}

type EffectDone = {
  [Kind in EffectKind]: {
    type: 'effect-done';
    effectId: string;
    kind: Kind;
    decision: number;
    result: EffectResult<Kind>;
  };
}[EffectKind];

/** The closed list of facts a process may hear, in the past tense. */
export type Event =
  | { type: 'crm-observed'; facts: CrmFacts; source: string; at: string }
  /** By the public form (`by` is null), or entered by staff. */
  | { type: 'submission-received'; submission: Submission; by: Actor | null }
  /** Such a submission came to be this request. */
  | { type: 'submission-entered'; source: string; by: Actor | null; at: string }
  | { type: 'submission-joined'; joined: JoinedSubmission }
  | { type: 'submission-parted'; personId: number }
  /** A record that had joined was merged into another, or deleted. */
  | { type: 'submission-gone'; personId: number }
  | { type: 'acceptance-requested'; by: Actor; target: string | null; attachToDealId: number | null }
  | { type: 'refusal-requested'; by: Actor; reason: string; note: string | null }
  | { type: 'evidence-requested'; by: Actor; document: string }
  | { type: 'evidence-recorded'; by: Actor; document: RequestDocument | null }
  | { type: 'reconsideration-requested'; by: Actor }
  | { type: 'undo-requested'; by: Actor }
  /** Four-eyes: a second decider agrees with what was proposed; or it is taken back. */
  | { type: 'decision-confirmed'; by: Actor }
  | { type: 'proposal-withdrawn'; by: Actor }
  /** The person did not find, or did not use, the link to activate their account. */
  | { type: 'activation-renewal-requested'; by: Actor }
  /** An operator has put right what differs outside, or says that it is right so. */
  | { type: 'repair-requested'; by: Actor; drift: DriftKind }
  | { type: 'drift-accepted'; by: Actor; drift: DriftKind }
  /** What the directory says of the account when it is asked in between. */
  | { type: 'account-observed'; state: AdminAccountState }
  /** A conversation of the help desk is about this request. */
  | { type: 'conversation-linked'; conversation: ConversationReference; by: Actor | null }
  /** The person wrote to the help desk. */
  | { type: 'requester-replied'; conversationId: number; at: string; documents: RequestDocument[] }
  /** Something happened to a conversation: it has to be read again. */
  | { type: 'conversation-hinted'; conversationId: number }
  /** It is about accounts, whatever its subject says. */
  | { type: 'conversation-recognised'; conversationId: number; because: 'form' | 'staff' | 'merged' }
  | { type: 'conversation-link-requested'; by: Actor; requestId: string }
  | { type: 'request-told'; picture: RequestPicture }
  | {
      type: 'saved-reply-requested';
      by: Actor;
      commandId: string;
      /** Key of the settings' `savedReplies`, and its name in the help desk. */
      reply: string;
      name: string;
      html: string;
      send: boolean;
      /** The one that was proposed; null: none. */
      proposed: string | null;
    }
  | ConversionEvent
  | { type: 'retry-requested'; by: Actor; effectId: string; effect: Effect; decision: number }
  | EffectDone
  | { type: 'effect-failed'; effectId: string; kind: EffectKind; decision: number; problem: Problem }
  | { type: 'timer-fired'; name: string };
export type EventType = Event['type'];
