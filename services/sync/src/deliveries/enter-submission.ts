import type { Event } from '#core/events.ts';
import type { Submission } from '#core/model/submission.ts';
import { organizationKey } from '#core/processes/submission/describe.ts';
import { firstOf, readSubmission } from '#core/processes/submission/state.ts';
import { type AdvanceResult, advanceInstance, type CompanyOf, startInstance } from '../engine/advance.ts';
import { lockSubject } from '../store/deliveries.ts';
import { lockInstance, readClock, type Store } from '../store/instances.ts';
import { linkedInstances } from '../store/links.ts';

/** A submission on its way in; of `by` is null, the requester sent it. */
export type ReceivedSubmission = Extract<Event, { type: 'submission-received' }>;

/** Submissions of one address are told one after the other, on all nodes. */
export function submissionSubject(companyId: string, email: string): string {
  return `submission:${companyId}:${email}`;
}

/**
 * Begins to bring a submission into the CRM, or lets it join one of the same address and organization that is still
 * being entered (E-55). Call it in the transaction that makes the submission ours.
 */
export async function enterSubmission(
  store: Store,
  companyOf: CompanyOf,
  companyId: string,
  event: ReceivedSubmission,
): Promise<AdvanceResult> {
  const { email } = event.submission;
  if (email !== null) await lockSubject(store, submissionSubject(companyId, email));
  const rows = email === null ? [] : await linkedInstances(store, companyId, 'submitted-email', [email]);
  for (const row of rows) {
    if (row.step === 'entered' || !(await mayJoin(store, row.id, event.submission))) continue;
    const joined = await advanceInstance(store, companyOf, row.id, event);
    if (joined?.outcome === 'advanced') return joined;
  }
  const now = await readClock(store);
  return startInstance(store, companyOf, { company: companyId, process: 'submission', event, now });
}

/** Whether a submission is still being entered, now that nobody else may move it, and for the same organization. */
async function mayJoin(store: Store, instanceId: string, { organization }: Submission): Promise<boolean> {
  const locked = await lockInstance(store, instanceId);
  if (!locked || locked.row.step === 'entered') return false;
  const first = firstOf(readSubmission(locked.row.state, locked.row.version));
  return organizationKey(first.organization ?? '') === organizationKey(organization ?? '');
}
