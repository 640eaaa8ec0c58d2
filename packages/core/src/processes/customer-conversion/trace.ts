import { suspectSteps } from '../../model/conversion.ts';
import { latest, type PersonTrace } from '../../prospect-clock.ts';
import type { Conversion } from './state.ts';

/** Whose deal it is, and when they were last heard; before they ever were, when they were entered. */
export function conversionTrace({ person, step, account, ...conversion }: Conversion): PersonTrace {
  const isEnded = step === 'ended' && conversion.endedBecause !== 'won';
  const withoutAccount = suspectSteps.includes(step) ? 'suspect' : isEnded ? 'prospect' : 'kept';
  const heardAt = latest([conversion.startedAt, conversion.lastHeardAt, conversion.lastReplyAt]);
  return { emails: person?.emails ?? [], heardAt, standing: account ? 'kept' : withoutAccount };
}
