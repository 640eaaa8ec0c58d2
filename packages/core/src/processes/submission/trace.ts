import { latest, type PersonTrace } from '../../prospect-clock.ts';
import type { SubmissionState } from './state.ts';

/** Who sent the form, or for whom staff did, and when last. */
export function submissionTrace({ step, entries }: SubmissionState): PersonTrace {
  const emails = entries.flatMap(({ submission }) => submission.email ?? []);
  const heardAt = latest(entries.map(({ submission }) => submission.receivedAt));
  return { emails, heardAt, standing: step === 'entered' ? 'word' : 'kept' };
}
