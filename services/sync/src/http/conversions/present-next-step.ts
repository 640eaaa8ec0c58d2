import type { NextStepView } from '#core/contract/conversion-view.ts';
import type { ConversionAsk, ConversionAskType } from '#core/conversion-events.ts';
import { inLanguage } from '#core/model/localized.ts';
import { nextStepOf } from '#core/processes/customer-conversion/next-step.ts';
import { promiseKinds } from '#core/processes/customer-conversion/promise-kinds.ts';
import type { Conversion } from '#core/processes/customer-conversion/state.ts';
import { askText, dayText } from '#core/processes/customer-conversion/texts.ts';
import type { Reader } from '../present-request.ts';
import { foresee } from './foresee.ts';
import { isLate, openPromises, todayFor } from './present-promise.ts';
import { dueText } from './texts.ts';

/** Those that need no word more; of the others, what they do depends on what is filled in. */
const complete: Partial<Record<ConversionAskType, ConversionAsk>> = {
  'record-contact': { type: 'record-contact', channel: 'call', note: null },
  'invite-to-presentation': { type: 'invite-to-presentation' },
  'record-presentation': { type: 'record-presentation' },
  'send-documentation': { type: 'send-documentation' },
  'welcome-client': { type: 'welcome-client', how: 'mail' },
  'validate-use-cases': { type: 'validate-use-cases' },
  'record-tests': { type: 'record-tests' },
  'record-go-live': { type: 'record-go-live' },
  unblock: { type: 'unblock' },
};

/** The one thing to do now with what it will do, or why it cannot be done yet; null: nothing is to be done. */
export function presentNextStep(state: Conversion, reader: Reader): NextStepView | null {
  const type = nextStepOf(state);
  if (type === null) return null;
  const label = askText(type, reader.language);
  const ask = complete[type];
  const foreseen = ask && foresee(state, ask, reader);
  if (foreseen?.outcome === 'refused') return { type, label, will: [], why: foreseen.reason };
  return { type, label, will: foreseen?.will ?? [], why: whyOf(type, state, reader) };
}

function whyOf(type: ConversionAskType, state: Conversion, reader: Reader): string | null {
  const { company, language } = reader;
  if (type === 'unblock' && state.blocked) return blockedText(state.blocked.reason, reader);
  const kept = openPromises(state.promises).find(({ kind }) => promiseKinds[kind].keptBy.includes(type));
  if (!kept) return null;
  const late = isLate(kept, todayFor({ company, now: reader.now }));
  return dueText(kept.text, dayText(kept.dueOn, language), late, language);
}

/** Why a go-live is blocked, in the words of the settings; the key of a reason that was taken out of them. */
export function blockedText(
  key: string,
  { company, language }: Pick<Reader, 'company' | 'language'>,
): string {
  const known = company.settings.conversion.blockedReasons.find((each) => each.key === key);
  return known ? inLanguage(known.label, language) : key;
}
