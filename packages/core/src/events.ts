import type { Effect, EffectKind, EffectResult } from './effects.ts';
import type { Deal } from './model/deal.ts';
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
  | { type: 'acceptance-requested'; by: Actor; target: string | null; attachToDealId: number | null }
  | { type: 'refusal-requested'; by: Actor; reason: string; note: string | null }
  | { type: 'evidence-requested'; by: Actor; document: string }
  | { type: 'evidence-recorded'; by: Actor }
  | { type: 'reconsideration-requested'; by: Actor }
  | { type: 'undo-requested'; by: Actor }
  /** Four-eyes: a second decider agrees with what was proposed; or it is taken back. */
  | { type: 'decision-confirmed'; by: Actor }
  | { type: 'proposal-withdrawn'; by: Actor }
  | { type: 'retry-requested'; by: Actor; effectId: string; effect: Effect; decision: number }
  | EffectDone
  | { type: 'effect-failed'; effectId: string; kind: EffectKind; decision: number; problem: Problem }
  | { type: 'timer-fired'; name: string };
export type EventType = Event['type'];
