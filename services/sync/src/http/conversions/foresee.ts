import type { ConversionAsk } from '#core/conversion-events.ts';
import type { Effect } from '#core/effects.ts';
import type { Event } from '#core/events.ts';
import type { Outcome } from '#core/kernel/outcome.ts';
import type { Decision } from '#core/kernel/process.ts';
import { conversionEffectText } from '#core/processes/customer-conversion/effect-texts.ts';
import { customerConversion } from '#core/processes/customer-conversion/process.ts';
import type { Conversion } from '#core/processes/customer-conversion/state.ts';
import { reasonText, stepText } from '#core/processes/customer-conversion/texts.ts';
import { actorOf } from '../authenticate-surface.ts';
import type { Reader } from '../present-request.ts';
import { stepReachedText } from './texts.ts';

/** What something would come to at this moment, in the reader's words. */
export interface Foreseen {
  outcome: Outcome;
  reason: string | null;
  effects: { kind: Effect['kind']; title: string; detail: null }[];
  /** All it does, in order: its effects, then the step it leads to. */
  will: string[];
}

/** What an ask would come to: the rules are asked, and nothing is written. */
export function foresee(state: Conversion, ask: ConversionAsk, reader: Reader): Foreseen {
  const event: Event = { type: 'conversion-asked', by: actorOf(reader), ask };
  return foreseenOf(customerConversion.decide(state, event, contextOf(reader)), state.step, reader);
}

/** What the first event of a conversion would come to. */
export function foreseeStart(event: Event, reader: Reader): Foreseen {
  return foreseenOf(customerConversion.start(event, contextOf(reader)), null, reader);
}

function contextOf({ company, now }: Reader) {
  return { now: now.toISOString(), company };
}

function foreseenOf(
  decision: Decision<Conversion, Effect>,
  before: Conversion['step'] | null,
  { company, language }: Reader,
): Foreseen {
  const { outcome } = decision;
  const reason = decision.reason && reasonText(decision.reason, language);
  if (decision.outcome !== 'advanced') return { outcome, reason, effects: [], will: [] };
  const effects = decision.effects.map(({ effect }) => ({
    kind: effect.kind,
    title: conversionEffectText(effect, company, language) ?? effect.kind,
    detail: null,
  }));
  const { step } = decision.state;
  const reached = step === before ? [] : [stepReachedText(stepText(step, language), language)];
  return { outcome, reason, effects, will: [...effects.map(({ title }) => title), ...reached] };
}
