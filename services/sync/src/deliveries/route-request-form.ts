import { createHash } from 'node:crypto';
import { Submission } from '#core/model/submission.ts';
import type { CompanyOf } from '../engine/advance.ts';
import type { DeliveryRow } from '../store/deliveries.ts';
import type { Store } from '../store/instances.ts';
import { enterSubmission } from './enter-submission.ts';
import type { Routed } from './route-deliveries.ts';

/** The source of deliveries of the public form. */
export const requestFormSource = 'request-form';

/** What is recorded of a form: the submission, but for what its record adds. */
export const SubmittedForm = Submission.omit({ reference: true, receivedAt: true });

/** A form sent by the public becomes a submission on its way into the CRM. */
export async function routeRequestForm(
  companyOf: CompanyOf,
  store: Store,
  { id, company, body, receivedAt }: DeliveryRow,
): Promise<Routed> {
  const form = SubmittedForm.parse(JSON.parse(body));
  const submission = { ...form, reference: referenceOf(id), receivedAt: receivedAt.toISOString() };
  const event = { type: 'submission-received', submission, by: null } as const;
  const result = await enterSubmission(store, companyOf, company, event);
  return { state: 'routed', reason: null, advanced: [result] };
}

/** What a submission is known by: short to say, the same whenever it is read again, and no count of everybody's. */
function referenceOf(id: number): string {
  return createHash('sha256').update(`submission ${id}`).digest('hex').slice(0, 8);
}
