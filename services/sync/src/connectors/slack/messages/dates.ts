import type { Language } from '#core/model/localized.ts';
import type { Wording } from './wording.ts';

const tags: Record<Language, string> = { fr: 'fr-FR', en: 'en-GB' };

/** Making one costs fifty times what using it does. As many as there are languages, zones and forms. */
const formats = new Map<string, Intl.DateTimeFormat>();

function formatOf(tag: string, options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat {
  const key = JSON.stringify([tag, options]);
  const known = formats.get(key) ?? new Intl.DateTimeFormat(tag, options);
  formats.set(key, known);
  return known;
}

/**
 * An instant in the reader's own time zone, as Slack writes it (slack.md 10); the wording's zone where Slack cannot.
 * Never an age: a message stays as it was written. `time` has its seconds, for what ends within minutes.
 */
export function dateToken(instant: string, wording: Wording, form: 'moment' | 'time' = 'moment'): string {
  const seconds = Math.floor(Date.parse(instant) / 1000);
  const forms = { moment: '{date_short_pretty}, {time}', time: '{time_secs}' };
  return `<!date^${seconds}^${forms[form]}|${fallback(instant, wording, form)}>`;
}

/** The time alone today ("14:03"), with the day otherwise ("22 nov., 14:03"; with the year when it is another one). */
export function momentWords(instant: string, { now, language, timeZone }: Wording): string {
  const at = new Date(instant);
  const day = formatOf('en-CA', { dateStyle: 'short', timeZone });
  const [then, today] = [day.format(at), day.format(now)];
  const withDay = then === today ? {} : ({ day: 'numeric', month: 'short' } as const);
  const withYear = then.slice(0, 4) === today.slice(0, 4) ? {} : ({ year: 'numeric' } as const);
  const options = { hour: '2-digit', minute: '2-digit', ...withDay, ...withYear, timeZone } as const;
  return formatOf(tags[language], options).format(at);
}

/** "2026-11-22": the day of an instant, as date pickers take it. */
export function pickerDay(instant: Date, timeZone: string): string {
  return formatOf('en-CA', { dateStyle: 'short', timeZone }).format(instant);
}

/** The form of a word that goes with a number ("0 demande", "2 demandes"; "0 requests", "1 request"). */
export function plural(language: Language, count: number, forms: { one: string; other: string }): string {
  return new Intl.PluralRules(tags[language]).select(count) === 'one' ? forms.one : forms.other;
}

/** A number with the separators of the language ("1 204"). */
export function numberWords(language: Language, value: number): string {
  return new Intl.NumberFormat(tags[language]).format(value);
}

/** "22 nov. 2026": a day that is the same for all readers, in the wording's zone. */
export function dayWords(instant: string, { language, timeZone }: Wording): string {
  const parts = { day: 'numeric', month: 'short', year: 'numeric' } as const;
  return formatOf(tags[language], { ...parts, timeZone }).format(new Date(instant));
}

function fallback(instant: string, wording: Wording, form: 'moment' | 'time'): string {
  if (form === 'moment') return momentWords(instant, wording);
  const { language, timeZone } = wording;
  const parts = { hour: '2-digit', minute: '2-digit', second: '2-digit' } as const;
  return formatOf(tags[language], { ...parts, timeZone }).format(new Date(instant));
}
