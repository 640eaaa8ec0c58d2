import { latest, type PersonTrace } from '../../prospect-clock.ts';
import type { AccountRequest } from './state.ts';

const withoutAccount = ['incomplete', 'refused', 'withdrawn'];

/** Who asked, and when they last did or sent something. */
export function requestTrace({
  person,
  step,
  account,
  withdrawnBecause,
  ...request
}: AccountRequest): PersonTrace {
  const isProspect = withoutAccount.includes(step) && !account && withdrawnBecause !== 'account-exists';
  const heardAt = latest([request.submittedAt, ...request.documents.map(({ at }) => at)]);
  return { emails: person.emails, heardAt, standing: isProspect ? 'prospect' : 'kept' };
}
