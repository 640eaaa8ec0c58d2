import type { Event } from '../../events.ts';
import type { Reason } from '../../kernel/outcome.ts';
import type { Language } from '../../model/localized.ts';
import type { Settings } from '../../settings.ts';
import { eventText, refusalLabel } from './journal-texts.ts';
import { proposalText, reasonText } from './texts.ts';

interface Line {
  text: string;
  detail: string | null;
}

/** What happened, in one line of the story; the reason is its detail, or the story itself where it tells more. */
export function journalLineText(
  { event, reason }: { event: Event; reason: Reason | null },
  language: Language,
  settings: Settings,
): Line {
  const told = eventText(event, language, settings);
  if (!reason) return told;
  const why = reasonText(reason, language, settings.timeZone);
  if (event.type === 'crm-observed') return { text: why, detail: null };
  return proposedLine(event, reason, why, language, settings) ?? { text: told.text, detail: why };
}

/** A decision that was proposed only, in words that do not sound as if it were taken. */
function proposedLine(
  event: Event,
  { key }: Reason,
  why: string,
  language: Language,
  settings: Settings,
): Line | null {
  if (key !== 'decision-proposed' && key !== 'decision-proposed-instead') return null;
  if (event.type === 'acceptance-requested') return { text: proposalText('accept', language), detail: why };
  if (event.type !== 'refusal-requested') return null;
  const label = refusalLabel(settings, event.reason, language);
  const text = `${proposalText('refuse', language)}${language === 'fr' ? ' : ' : ': '}${label}`;
  return { text, detail: event.note ?? why };
}
