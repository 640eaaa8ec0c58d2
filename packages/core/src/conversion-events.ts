import type { Activity } from './model/activity.ts';
import type { Channel, ConversionAccount, ConversionPath, UseCaseState } from './model/conversion.ts';
import type { Deal } from './model/deal.ts';
import type { Person } from './model/person.ts';
import type { Actor } from './model/staff-member.ts';

/** A suspect as somebody enters it; ids where the CRM has the record already. */
export interface NewSuspect {
  organization: { id: number | null; name: string } | null;
  person: { id: number | null; name: string; email: string | null; phone: string | null };
  siren: string | null;
  channel: Channel;
  /** Pipedrive id of whose it is. */
  ownerId: number;
}

/** What is known of a deal in the CRM at one moment. */
export interface DealFacts {
  deal: Deal;
  /** Null: none, or deleted. */
  person: Person | null;
  organization: { id: number; name: string | null } | null;
  /** Of an accepted account request of this deal. */
  account: { requestId: string; account: ConversionAccount } | null;
  /** The deal this one disappeared into. */
  mergedIntoId: number | null;
  /** By whom, where the CRM told it. */
  byName: string | null;
}

/** What somebody asks of a conversion. Days are YYYY-MM-DD. */
export type ConversionAsk =
  | { type: 'record-contact'; channel: Channel; note: string | null }
  | { type: 'invite-to-presentation' }
  | { type: 'book-presentation'; day: string }
  | { type: 'record-presentation' }
  | { type: 'send-documentation' }
  /** `by` call: no mail is sent, the call was made. */
  | { type: 'welcome-client'; how: 'mail' | 'call' }
  | { type: 'add-use-case'; title: string }
  | {
      type: 'change-use-case';
      useCase: number;
      state: UseCaseState | null;
      title: string | null;
      blocker: string | null;
    }
  | { type: 'validate-use-cases' }
  | {
      type: 'choose-path';
      path: ConversionPath;
      procedure: { name: string; administration: string; email: string | null } | null;
      /** What the client is asked for. */
      documents: string[];
      /** Where a demonstration was booked. */
      demoDay: string | null;
    }
  | { type: 'record-difficulty'; note: string }
  | { type: 'record-tests' }
  | { type: 'plan-go-live'; day: string }
  | { type: 'record-go-live' }
  | { type: 'block'; reason: string; note: string | null; ownerId: number | null }
  | { type: 'unblock' }
  | { type: 'keep-promise'; promise: number }
  | { type: 'move-promise'; promise: number; day: string }
  | { type: 'drop-promise'; promise: number; why: string }
  | { type: 'enrol'; rule: string }
  | { type: 'stop-follow-up' }
  | { type: 'record-opt-out' }
  /** What failed of a decision is not tried any more: later ones wait behind it. */
  | { type: 'give-up' }
  | { type: 'undo-step' };
export type ConversionAskType = ConversionAsk['type'];

/** What a conversion hears; a part of the closed list in events.ts. */
export type ConversionEvent =
  | { type: 'suspect-requested'; by: Actor; suspect: NewSuspect }
  | { type: 'deal-observed'; facts: DealFacts; source: string; at: string }
  | { type: 'activity-observed'; activity: Activity; isDeleted: boolean; at: string }
  /** The client wrote, or answered the phone. */
  | { type: 'client-heard'; channel: Channel; at: string }
  | { type: 'mail-bounced'; address: string; at: string }
  /** `by` null: the client, by the link in a mail. */
  | { type: 'client-opted-out'; address: string; at: string; by: Actor | null }
  /** An accepted request whose deal is another one of the same client (DS-06, DS-24 to DS-26). */
  | {
      type: 'request-joined';
      requestId: string;
      dealId: number;
      personId: number;
      account: ConversionAccount;
      at: string;
    }
  | { type: 'conversion-asked'; by: Actor; ask: ConversionAsk }
  /** Rules of follow-ups changed: who is in one now may be others. */
  | { type: 'rules-changed' };

const types: Record<ConversionEvent['type'], true> = {
  'suspect-requested': true,
  'deal-observed': true,
  'activity-observed': true,
  'client-heard': true,
  'mail-bounced': true,
  'client-opted-out': true,
  'request-joined': true,
  'conversion-asked': true,
  'rules-changed': true,
};

/** Whether an event is one that conversions alone hear. */
export function isConversionEvent<Other extends { type: string }>(
  event: Other | ConversionEvent,
): event is ConversionEvent {
  return event.type in types;
}
