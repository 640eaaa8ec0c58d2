import { intlTag, type Language } from './words.ts';

/** "14:03" today, "22 nov., 14:03" on another day, the year too when it is another one. Instants are ISO 8601. */
export function momentWords(instant: string, nowMs: number, language: Language): string {
  const at = new Date(instant);
  const now = new Date(nowMs);
  const isToday = at.toDateString() === now.toDateString();
  return at.toLocaleString(intlTag[language], {
    ...(!isToday && { day: 'numeric', month: 'short' }),
    ...(at.getFullYear() !== now.getFullYear() && { year: 'numeric' }),
    hour: '2-digit',
    minute: '2-digit',
  });
}

/** "22 nov. 2026": the day alone. */
export function dayWords(instant: string, language: Language): string {
  return new Date(instant).toLocaleDateString(intlTag[language], { dateStyle: 'medium' });
}

/** "8 s": what is left of a short wait; rounded up, so that nought means over. */
export function secondsWords(leftMs: number, language: Language): string {
  return inUnit(Math.max(0, Math.ceil(leftMs / 1000)), 'second', language);
}

/** "2 h 10 min", "45 min": a time worked, in minutes. */
export function workedWords(minutes: number, language: Language): string {
  const [hours, rest] = [Math.floor(minutes / 60), Math.round(minutes % 60)];
  const parts = [hours > 0 && inUnit(hours, 'hour', language), inUnit(rest, 'minute', language)];
  return parts.filter((part) => part !== false && (rest > 0 || hours === 0 || part === parts[0])).join(' ');
}

/** "120 ko", "3.4 MB": the size of a file, in bytes. */
export function sizeWords(bytes: number, language: Language): string {
  const unit = bytes < 1_000_000 ? 'kilobyte' : 'megabyte';
  const size = unit === 'kilobyte' ? Math.max(1, Math.round(bytes / 1000)) : bytes / 1_000_000;
  return inUnit(size, unit, language);
}

function inUnit(value: number, unit: string, language: Language): string {
  const options = { style: 'unit', unit, unitDisplay: 'short', maximumFractionDigits: 1 } as const;
  return new Intl.NumberFormat(intlTag[language], options).format(value);
}
