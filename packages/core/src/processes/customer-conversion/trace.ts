import { suspectSteps } from '../../model/conversion.ts';
import { latest, type PersonTrace } from '../../prospect-clock.ts';
import type { Conversion } from './state.ts';

/** Whose deal it is, and when they were last heard; before they ever were, when they were entered. */
export function conversionTrace({ person, step, account, ...conversion }: Conversion): PersonTrace {
  const isProspect =
    !account && (suspectSteps.includes(step) || (step === 'ended' && conversion.endedBecause !== 'won'));
  const heardAt = latest([conversion.startedAt, conversion.lastHeardAt, conversion.lastReplyAt]);
  return { emails: person?.emails ?? [], heardAt, standing: isProspect ? 'prospect' : 'kept' };
}
