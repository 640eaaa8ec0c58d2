import { type Language, localeTag } from './language.ts';

const dayMs = 24 * 3_600_000;

/** A day (YYYY-MM-DD) in words: "jeu. 26 nov."; with its year when that is not the year of `today`. */
export function dayWords(day: string, today: string, language: Language): string {
  const withYear = day.slice(0, 4) === today.slice(0, 4) ? {} : ({ year: 'numeric' } as const);
  const options = { weekday: 'short', day: 'numeric', month: 'short', ...withYear } as const;
  return inWords(day, options, language);
}

/** A day without its weekday, where many stand beside each other: "26 nov. 2026". */
export function shortDayWords(day: string, language: Language): string {
  return inWords(day, { day: 'numeric', month: 'short', year: 'numeric' }, language);
}

/** The whole day, for a tooltip: "jeudi 26 novembre 2026". */
export function fullDayWords(day: string, language: Language): string {
  return inWords(day, { dateStyle: 'full' }, language);
}

/** The day so many calendar days later, or earlier where it is negative. */
export function dayAfter(day: string, days: number): string {
  return new Date(Date.parse(`${day}T00:00:00Z`) + days * dayMs).toISOString().slice(0, 10);
}

/** Days are days wherever one looks from: they are said in UTC, where they were read. */
function inWords(day: string, options: Intl.DateTimeFormatOptions, language: Language): string {
  const words = new Intl.DateTimeFormat(localeTag(language), { ...options, timeZone: 'UTC' });
  return words.format(new Date(`${day}T00:00:00Z`));
}
