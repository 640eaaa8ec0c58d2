import type { Event } from '../../events.ts';
import type { Reason } from '../../kernel/outcome.ts';
import type { Language } from '../../model/localized.ts';
import { askText, dayText, reasonText } from './texts.ts';

type Told = { text: string; detail: string | null };

/** A line of the story of a conversion; null: nothing that people have to read. */
export function conversionJournalText(event: Event, because: Reason | null, language: Language): Told | null {
  const why = because && because.key !== 'nothing-new' ? reasonText(because, language) : null;
  switch (event.type) {
    case 'conversion-asked':
      return { text: askText(event.ask.type, language), detail: why ?? detailOf(event.ask, language) };
    case 'effect-failed':
      return { text: event.problem.title[language], detail: why ?? event.problem.detail[language] };
    case 'timer-fired':
      return timerText(event.name, language);
    default:
      return why === null ? null : { text: why, detail: null };
  }
}

function detailOf(
  ask: Extract<Event, { type: 'conversion-asked' }>['ask'],
  language: Language,
): string | null {
  if ('day' in ask) return dayText(ask.day, language);
  if ('title' in ask) return ask.title;
  if ('note' in ask) return ask.note;
  if ('why' in ask) return ask.why;
  return null;
}

const timers: Record<string, Record<Language, string>> = {
  remind: { fr: 'Rappel de la promesse', en: 'Reminder of the promise' },
  escalate: { fr: 'Promesse en retard : signalée', en: 'Promise late: reported' },
};

function timerText(name: string, language: Language): Told | null {
  if (name === 'follow-up') return { text: language === 'fr' ? 'Relance' : 'Follow-up', detail: null };
  const text = timers[name.split('-')[0] ?? '']?.[language];
  return text ? { text, detail: null } : null;
}
