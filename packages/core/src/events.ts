import type { Effect, EffectKind, EffectResult } from './effects.ts';
import type { Deal } from './model/deal.ts';
import type { Organization } from './model/organization.ts';
import type { Person } from './model/person.ts';
import type { Problem } from './model/problem.ts';
import type { Actor } from './model/staff-member.ts';

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
  | { type: 'submission-joined'; joined: JoinedSubmission }
  | { type: 'submission-parted'; personId: number }
  | { type: 'acceptance-requested'; by: Actor; target: string | null; attachToDealId: number | null }
  | { type: 'refusal-requested'; by: Actor; reason: string; note: string | null }
  | { type: 'evidence-requested'; by: Actor; document: string }
  | { type: 'evidence-recorded'; by: Actor }
  | { type: 'reconsideration-requested'; by: Actor }
  | { type: 'undo-requested'; by: Actor }
  | { type: 'retry-requested'; by: Actor; effectId: string; effect: Effect; decision: number }
  | EffectDone
  | { type: 'effect-failed'; effectId: string; kind: EffectKind; decision: number; problem: Problem }
  | { type: 'timer-fired'; name: string };
export type EventType = Event['type'];
