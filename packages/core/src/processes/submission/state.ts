import * as z from 'zod';
import { Actor } from '../../model/staff-member.ts';
import { Submission } from '../../model/submission.ts';

/** Positions of a submission on its way into the CRM. */
export const SubmissionStep = z.enum(['received', 'entering', 'entered']);
export type SubmissionStep = z.infer<typeof SubmissionStep>;

/** One submission, and how far telling it has come; those after the first joined it before it was entered. */
const Entry = z.object({
  submission: Submission,
  /** Who entered it for the requester; null when it was the requester. */
  by: Actor.nullable(),
  /** The account request knows of it. */
  isOpened: z.boolean(),
  isNoted: z.boolean(),
});
export type Entry = z.infer<typeof Entry>;

const id = z.number().int().nullable();

/** Everything a submission remembers. Version 1. */
export const SubmissionState = z.object({
  step: SubmissionStep,
  entries: z.array(Entry).min(1),
  /** Whether the CRM was asked for the person. */
  isLookedUp: z.boolean(),
  /** The person was there already: their request is not this requester's alone to know about. */
  isKnownPerson: z.boolean(),
  organizationId: id,
  personId: id,
  dealId: id,
  requestId: z.string().nullable(),
  /** The kind of the effect that gave up and waits for a person. */
  failed: z.string().nullable(),
});
export type SubmissionState = z.infer<typeof SubmissionState>;

export const submissionVersion = 1;

/** Reads what any version stored; throws a ZodError when it cannot be a submission. */
export function readSubmission(stored: unknown, version: number): SubmissionState {
  if (version > submissionVersion) {
    throw new Error(`A submission of version ${version} was stored by a newer release: update this node.`);
  }
  return SubmissionState.parse(stored);
}

/** The submission all others joined. */
export function firstOf({ entries }: SubmissionState): Submission {
  const [first] = entries;
  if (!first) throw new Error('A submission without an entry cannot have been stored.');
  return first.submission;
}
