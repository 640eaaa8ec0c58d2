import { type Language, localeTag } from './language.ts';

const minuteMs = 60_000;
const hourMs = 60 * minuteMs;
const dayMs = 24 * hourMs;

const justNow: Record<Language, string> = { fr: 'à l’instant', en: 'just now' };

/**
 * How long ago an instant was, in words: "il y a 3 min", "hier", "2 hr ago".
 * Instants are ISO 8601; `nowMs` is the service's time. An instant in the future counts as now.
 */
export function ageWords(instant: string, nowMs: number, language: Language): string {
  const ageMs = Math.max(0, nowMs - Date.parse(instant));
  if (ageMs < minuteMs) return justNow[language];
  const words = new Intl.RelativeTimeFormat(localeTag(language), { style: 'short', numeric: 'auto' });
  if (ageMs < hourMs) return words.format(-Math.floor(ageMs / minuteMs), 'minute');
  if (ageMs < dayMs) return words.format(-Math.floor(ageMs / hourMs), 'hour');
  if (ageMs < 60 * dayMs) return words.format(-Math.floor(ageMs / dayMs), 'day');
  return words.format(-Math.floor(ageMs / (30 * dayMs)), 'month');
}

/** The time alone today ("14:03"), with the day otherwise ("22 nov., 14:03"; with the year when it is another one). */
export function momentWords(instant: string, nowMs: number, language: Language, timeZone?: string): string {
  const zone = timeZone === undefined ? {} : { timeZone };
  const at = new Date(instant);
  const day = new Intl.DateTimeFormat('en-CA', { dateStyle: 'short', ...zone });
  const [then, today] = [day.format(at), day.format(nowMs)];
  const withDay = then === today ? {} : ({ day: 'numeric', month: 'short' } as const);
  const withYear = then.slice(0, 4) === today.slice(0, 4) ? {} : ({ year: 'numeric' } as const);
  const options = { hour: '2-digit', minute: '2-digit', ...withDay, ...withYear, ...zone } as const;
  return new Intl.DateTimeFormat(localeTag(language), options).format(at);
}

/** The whole date and time, for a tooltip: "dimanche 22 novembre 2026 à 14:03". */
export function fullMomentWords(instant: string, language: Language, timeZone?: string): string {
  const zone = timeZone === undefined ? {} : { timeZone };
  const words = new Intl.DateTimeFormat(localeTag(language), {
    dateStyle: 'full',
    timeStyle: 'short',
    ...zone,
  });
  return words.format(new Date(instant));
}

/** A short wait in words: "8 s", "2 min". Never "0 s" before its time: seconds are rounded up. */
export function waitWords(waitMs: number, language: Language): string {
  const seconds = Math.max(0, Math.ceil(waitMs / 1000));
  const unit = seconds < 90 ? 'second' : 'minute';
  const value = unit === 'second' ? seconds : Math.ceil(seconds / 60);
  return new Intl.NumberFormat(localeTag(language), { style: 'unit', unit, unitDisplay: 'short' }).format(
    value,
  );
}
